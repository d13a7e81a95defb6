package com.bestqi.account;

import static com.bestqi.account.People.post;
import static com.bestqi.account.People.registration;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.PackagedResource;
import com.bestqi.platform.test.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
@WithTestResource(PackagedResource.class)
class AccountServiceIT extends PackagedService {
    AccountServiceIT() {
        super("account");
    }

    /** The policy in force came as an event and is read from the database. */
    @Test
    @Tag("AC-2")
    void whoAcceptsAPolicyThatIsNotInForceIsRefused() {
        Bus.publish(new PolicyInForce("1.0", Instant.parse("2026-01-01T00:00:00Z")));
        var outdated = registration();
        outdated.put("acceptedPolicy", Map.of("version", "0.9", "language", "en"));

        await().atMost(Duration.ofSeconds(30)).until(() -> post(outdated).statusCode() != 503);
        post(outdated)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:policy-not-accepted"));
        // Whoever is not refused for that needs Keycloak, which is away.
        post(registration()).then().statusCode(503);
    }

    /** An account that is not there may be one that Keycloak knows alone, and Keycloak is away. */
    @Test
    @Tag("F12")
    void whetherSomebodyIsKnownIsNotSaidWhileKeycloakIsAway() {
        as(UUID.randomUUID())
                .get("/v1/accounts/me")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
    }
}
