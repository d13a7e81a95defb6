package com.bestqi.notification.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.test.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
@Tag("PU-3")
class NotificationResourceTest {
    @Inject Inbox inbox;

    @Test
    void entriesComeNewestFirstInPages() {
        var person = Persons.welcomed();
        put(person, "second");
        put(person, "third");

        var next =
                person.calls()
                        .get("/v1/notifications?limit=2")
                        .then()
                        .statusCode(200)
                        .body("items.title", contains("third", "second"))
                        .extract()
                        .<String>path("next");
        person.calls()
                .get("/v1/notifications?limit=2&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.title", contains("Welcome to BESTQI"))
                .body("next", nullValue());
    }

    @Test
    void readingIsRememberedOnce() {
        var person = Persons.welcomed();
        var id = first(person);

        person.calls().put("/v1/notifications/" + id + "/read").then().statusCode(204);
        var readAt =
                person.calls()
                        .get("/v1/notifications")
                        .then()
                        .body("items[0].readAt", notNullValue())
                        .extract()
                        .<String>path("items[0].readAt");
        person.calls().put("/v1/notifications/" + id + "/read").then().statusCode(204);

        person.calls().get("/v1/notifications").then().body("items[0].readAt", equalTo(readAt));
    }

    @Test
    void anothersEntryIsNotThere() {
        var owner = Persons.welcomed();
        var other = Persons.welcomed();
        var id = first(owner);

        other.calls()
                .put("/v1/notifications/" + id + "/read")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
        other.calls()
                .put("/v1/notifications/" + UUID.randomUUID() + "/read")
                .then()
                .statusCode(404);
        other.calls().put("/v1/notifications/nonsense/read").then().statusCode(404);

        owner.calls().get("/v1/notifications").then().body("items[0].readAt", nullValue());
        assertThat(first(other)).isNotEqualTo(id);
        other.calls().get("/v1/notifications").then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 201", "limit, -1", "limit, x", "cursor, eHh4", "cursor, %25"})
    void brokenPagesAreRefused(String name, String value) {
        var person = Persons.welcomed();

        person.calls()
                .urlEncodingEnabled(false)
                .get("/v1/notifications?" + name + "=" + value)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(name));
    }

    @Test
    void onlyThePersonMayLook() {
        var path = "/v1/notifications";

        given().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.expired(UUID.randomUUID())).get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.service()).get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.staff("support-agent")).get(path).then().statusCode(403);
        Persons.unknown().calls().get(path).then().statusCode(503);
        given().put(path + "/" + UUID.randomUUID() + "/read").then().statusCode(401);
    }

    private void put(Persons person, String title) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        inbox.put(
                                UUID.randomUUID(),
                                person.accountId(),
                                new Inbox.Entry(title, "SERVICE", title, "body", "why")));
    }

    private static String first(Persons person) {
        return person.calls().get("/v1/notifications").path("items[0].notificationId");
    }
}
