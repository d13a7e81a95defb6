package com.bestqi.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import com.bestqi.platform.test.PackagedResource;
import com.bestqi.platform.test.PackagedService;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
@WithTestResource(PackagedResource.class)
@WithTestResource(
        value = Surroundings.class,
        initArgs = @ResourceArg(name = Surroundings.PACKAGED, value = "true"))
class NotificationServiceIT extends PackagedService {
    NotificationServiceIT() {
        super("notification");
    }

    /** The wording of another language and the letter are templates that are rendered. */
    @Test
    @Tag("PU-3")
    void somebodyIsWelcomedInTheirLanguageByMailAndInbox() {
        var person = Persons.registered("Ada", "de");

        await().atMost(Duration.ofSeconds(30)).until(() -> Mails.to(person.email()).size() == 1);

        assertThat(Mails.to(person.email()).getFirst().text()).contains("Ihr Konto ist bereit.");
        person.calls()
                .get("/v1/notifications")
                .then()
                .statusCode(200)
                .body("items.title", contains("Willkommen bei BESTQI"));
    }
}
