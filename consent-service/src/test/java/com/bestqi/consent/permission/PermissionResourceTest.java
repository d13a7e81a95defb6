package com.bestqi.consent.permission;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class PermissionResourceTest {

    @Test
    @Tag("AC-4")
    void nothingIsGrantedAtTheStart() {
        var person = Persons.registered();

        as(person)
                .get("/v1/consents")
                .then()
                .statusCode(200)
                .body("revision", equalTo(0))
                .body("items", hasSize(14))
                .body("items.granted", everyItem(is(false)))
                .body("items.since", everyItem(nullValue()))
                .body("items.basis", everyItem(equalTo("consent")));
    }

    @ParameterizedTest
    @Tag("PM-1")
    @Tag("PM-3")
    @Tag("PM-4")
    @Tag("PM-5")
    @Tag("PM-6")
    @Tag("PM-7")
    @Tag("RI-7")
    @ValueSource(
            strings = {
                "location.coarse",
                "camera",
                "photo-album",
                "storage",
                "notifications",
                "bluetooth"
            })
    void aSwitchGoesOnAndOffWithTheSameEffort(String key) {
        var person = Persons.registered();

        put(person, key, "{\"granted\": true}")
                .statusCode(200)
                .body("key", equalTo(key))
                .body("granted", is(true))
                .body("since", notNullValue())
                .body("revision", equalTo(1))
                .body("receipt", equalTo("/v1/consents/" + key + "/receipt"));
        put(person, key, "{\"granted\": false}")
                .statusCode(200)
                .body("granted", is(false))
                .body("revision", equalTo(2));
    }

    @ParameterizedTest
    @Tag("SD-1")
    @Tag("SD-2")
    @Tag("PM-1")
    @Tag("PM-2")
    @ValueSource(
            strings = {
                "location.precise",
                "geofence",
                "analytics",
                "diagnostics",
                "sensitive.biometric",
                "sensitive.communications",
                "sensitive.health",
                "sensitive.transactions"
            })
    void whatHasANoticeIsGrantedOnlyAfterItWasShown(String key) {
        var person = Persons.registered();

        put(person, key, "{\"granted\": true}")
                .statusCode(422)
                .body("type", equalTo("urn:problem:notice-required"));
        put(person, key, "{\"granted\": true, \"notice\": null}").statusCode(422);
        put(person, key, grant(key + "@0")).statusCode(422);
        put(person, key, grant(key + "@2")).statusCode(422);
        put(person, key, grant(key)).statusCode(422);
        put(person, key, grant("camera@1")).statusCode(422);
        as(person).get("/v1/consents").then().body("revision", equalTo(0));

        put(person, key, grant(key + "@1")).statusCode(200).body("granted", is(true));
        as(person)
                .get("/v1/consents")
                .then()
                .body("revision", equalTo(1))
                .body("items.find { it.key == '" + key + "' }.notice", equalTo(key + "@1"));
    }

    @Test
    void aNoticeThatDoesNotExistIsNoEvidence() {
        var person = Persons.registered();

        put(person, "camera", grant("camera@1")).statusCode(422);
        put(person, "camera", grant("geofence@1")).statusCode(422);
    }

    @Test
    @Tag("RI-7")
    void withdrawingNeedsNothing() {
        var person = Persons.registered();
        put(person, "geofence", grant("geofence@1")).statusCode(200);

        put(person, "geofence", "{\"granted\": false}").statusCode(200).body("granted", is(false));
        put(person, "geofence", "{\"granted\": false, \"notice\": \"geofence@0\"}").statusCode(200);
    }

    @Test
    void theSameValueAgainIsNoNewRevision() {
        var person = Persons.registered();
        var since = put(person, "camera", "{\"granted\": true}").extract().<String>path("since");

        put(person, "camera", "{\"granted\": true}")
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("since", equalTo(since));
        put(person, "storage", "{\"granted\": false}")
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("since", nullValue())
                .body("receipt", nullValue());
    }

    @Test
    @Tag("PM-8")
    void historyKeepsEveryChangeNewestFirstInPages() {
        var person = Persons.registered();
        var phone = UUID.randomUUID();
        put(person, "camera", "{\"granted\": true, \"installationId\": \"" + phone + "\"}");
        put(person, "geofence", grant("geofence@1"));
        put(person, "camera", "{\"granted\": false}");

        var next =
                as(person)
                        .get("/v1/consents/history?limit=2")
                        .then()
                        .statusCode(200)
                        .body("items.revision", contains(3, 2))
                        .body("items.granted", contains(false, true))
                        .body("items[1].notice", equalTo("geofence@1"))
                        .body("items.cause", everyItem(equalTo("person")))
                        .extract()
                        .<String>path("next");
        as(person)
                .get("/v1/consents/history?limit=2&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.revision", contains(1))
                .body("items[0].key", equalTo("camera"))
                .body("items[0].installationId", equalTo(phone.toString()))
                .body("items[0].at", equalTo(since(person)))
                .body("next", nullValue());
    }

    private static String since(UUID person) {
        return as(person).get("/v1/consents/history").path("items.find { it.revision == 1 }.since");
    }

    @Test
    void anUnknownKeyIsNotFound() {
        var person = Persons.registered();

        put(person, "telepathy", "{\"granted\": true}").statusCode(404);
        put(person, "telepathy", "{\"granted\": false}").statusCode(404);
        put(person, "camera'; DROP TABLE consent_entry; --", "{\"granted\": true}").statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"granted\": null}",
                "{\"granted\": \"true\"}",
                "{\"granted\": 1}",
                "{\"granted\": true, \"notice\": 1}",
                "{\"granted\": true, \"installationId\": \"my phone\"}",
                "{\"granted\": true, \"until\": \"2027-01-01T00:00:00Z\"}",
                "{\"granted\": true, \"granted\": false}",
                "{\"granted\": true} {}"
            })
    void brokenBodiesAreRefusedAndNothingIsStored(String body) {
        var person = Persons.registered();

        put(person, "camera", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:bad-request"));

        as(person).get("/v1/consents").then().body("revision", equalTo(0));
    }

    @Test
    void aNoticeNameWithoutEndIsRefused() {
        var person = Persons.registered();

        put(person, "geofence", grant("g".repeat(101))).statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 201", "limit, x", "cursor, %25%25", "cursor, eHh4"})
    void brokenPagesAreRefused(String name, String value) {
        var person = Persons.registered();

        as(person)
                .urlEncodingEnabled(false)
                .get("/v1/consents/history?" + name + "=" + value)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/consents", "/v1/consents/history", "/v1/consents/camera/receipt"})
    void onlyThePersonMayLook(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth().oauth2("not.a.token").get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.expired(UUID.randomUUID())).get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.service()).get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.staff("privacy-officer")).get(path).then().statusCode(403);
        as(UUID.randomUUID())
                .get(path)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem:account-not-ready"));
    }

    @Test
    void onlyThePersonMayChangeAnything() {
        var body = "{\"granted\": true}";

        given().contentType("application/json")
                .body(body)
                .put("/v1/consents/camera")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.service())
                .contentType("application/json")
                .body(body)
                .put("/v1/consents/camera")
                .then()
                .statusCode(403);
        put(UUID.randomUUID(), "camera", body).statusCode(503);
    }

    @Test
    void onePersonsChoiceIsNotAnothers() {
        var one = Persons.registered();
        var other = Persons.registered();

        put(one, "camera", "{\"granted\": true}").statusCode(200);

        as(other).get("/v1/consents").then().body("revision", equalTo(0));
        assertThat(as(other).get("/v1/consents/history").<Integer>path("items.size()")).isZero();
        as(other).get("/v1/consents/camera/receipt").then().statusCode(404);
    }

    private static String grant(String notice) {
        return "{\"granted\": true, \"notice\": \"" + notice + "\"}";
    }

    private static io.restassured.response.ValidatableResponse put(
            UUID person, String key, String body) {
        return as(person).body(body).put("/v1/consents/{key}", key).then();
    }
}
