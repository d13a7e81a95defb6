package com.bestqi.bench;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A member of staff who has everybody told something. */
record Officer(StackAddresses stack) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Announces, and says under which id; again while Keycloak is too busy to permit it. */
    UUID announce(String kind, String text) {
        var body =
                Map.of("kind", kind, "title", Map.of("en", "Measured"), "body", Map.of("en", text));
        var api = ApiClient.of(stack).as(new Login(stack).direct("officer", "officer"));
        var answer =
                Patience.until(
                        PATIENCE,
                        () -> api.post("/v1/admin/announcements", body),
                        one -> one.status() != 503);
        return UUID.fromString(answer.expect(202).text("/announcementId"));
    }
}
