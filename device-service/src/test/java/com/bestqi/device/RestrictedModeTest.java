package com.bestqi.device;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every route of the service while the person has restricted processing. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-4")
class RestrictedModeTest {
    /** What stays open, and why. A route that is added must be put here or among the others. */
    private static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("GET /v1/device-types", "about nobody"),
                    Map.entry("GET /v1/homes", "own data"),
                    Map.entry("GET /v1/homes/{id}", "own data"),
                    Map.entry("DELETE /v1/homes/{id}", "erasure"),
                    Map.entry("GET /v1/homes/{id}/members", "own data"),
                    Map.entry("DELETE /v1/homes/{id}/members/{accountId}", "erasure"),
                    Map.entry("GET /v1/phones", "own data"),
                    Map.entry("DELETE /v1/phones/{installationId}", "erasure"),
                    Map.entry("GET /v1/devices", "own data"),
                    Map.entry("GET /v1/devices/{id}", "own data"),
                    Map.entry("PATCH /v1/devices/{id}", "correction"),
                    Map.entry("DELETE /v1/devices/{id}", "erasure"),
                    Map.entry("GET /v1/devices/{id}/readings", "own data"),
                    Map.entry("GET /v1/devices/{id}/commands", "own data; devices are refused"),
                    Map.entry("GET /v1/devices/{id}/commands/{commandId}", "own data"),
                    Map.entry("GET /v1/scenes", "own data"),
                    Map.entry("GET /v1/scenes/{id}", "own data"),
                    Map.entry("DELETE /v1/scenes/{id}", "erasure"),
                    Map.entry("GET /v1/scenes/{id}/runs", "own data"),
                    Map.entry("GET /v1/geofences", "own data"),
                    Map.entry("GET /v1/geofences/{id}", "own data"),
                    Map.entry("DELETE /v1/geofences/{id}", "erasure"),
                    Map.entry("GET /v1/geofences/{id}/events", "own data"),
                    Map.entry("POST /v1/devices/{id}/token", "keeps what is there, stores nothing"),
                    Map.entry("DELETE /v1/devices/{id}/token", "keeps others away"),
                    Map.entry("GET /v1/locations", "own data"));

    private static final Set<String> REFUSED =
            Set.of(
                    "POST /v1/pairings",
                    "POST /v1/pairings/{code}/claim",
                    "PUT /v1/phones/{installationId}",
                    "POST /v1/devices/{id}/readings",
                    "GET /v1/devices/{id}/readings/stream",
                    "POST /v1/logs",
                    "POST /v1/usage-events",
                    "POST /v1/devices/{id}/commands",
                    "POST /v1/geofences",
                    "POST /v1/scenes",
                    "PUT /v1/scenes/{id}",
                    "POST /v1/homes",
                    "PUT /v1/homes/{id}/devices/{deviceId}",
                    "POST /v1/homes/{id}/invitations",
                    "POST /v1/homes/{id}/ownership",
                    "POST /v1/invitations/{code}/acceptance",
                    "PUT /v1/geofences/{id}",
                    "POST /v1/geofences/{id}/events",
                    "POST /v1/devices/{id}/commands/{commandId}/result",
                    "POST /v1/locations");

    private final Subjects subjects;

    RestrictedModeTest(Subjects subjects) {
        this.subjects = subjects;
    }

    @Test
    void everyRouteIsReviewed() {
        var reviewed = new TreeSet<>(OPEN.keySet());
        reviewed.addAll(REFUSED);

        assertThat(reviewed).containsExactlyElementsOf(Restrictions.routes());
    }

    @Test
    void whatAddsDataIsRefused() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var code = person.code("thermostat");
        assertThat(phone(person).statusCode()).isEqualTo(200);

        inForce(Restrictions.everything(person.id(), 1));

        var pairing = Map.of("method", "WIFI", "deviceType", "thermostat");
        for (var refused :
                List.of(
                        person.app().body(pairing).post("/v1/pairings"),
                        claim(code),
                        person.app().get("/v1/devices/{id}/readings/stream", device.id()),
                        phone(person))) {
            refused.then()
                    .statusCode(423)
                    .body("type", equalTo("urn:problem:processing-restricted"));
        }
    }

    @Test
    void whatArrivesIsRefusedItemByItem() {
        var person = Person.registered().grant("location.precise", "location.coarse");
        var device = person.pair("thermostat");
        device.post(temperature()).statusCode(202).body("accepted", equalTo(1));
        assertThat(locate(person).path("accepted").equals(1)).isTrue();
        var seen = seen(device);

        inForce(Restrictions.everything(person.id(), 1));

        device.post(temperature(), temperature())
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("refused.reason", contains("restricted", "restricted"));
        locate(person)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("refused.reason", contains("restricted"));
        use(person)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("aggregated", equalTo(0))
                .body("refused.reason", contains("restricted"));
        log(person)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("desensitised", equalTo(0))
                .body("refused.reason", contains("restricted"));
        assertThat(person.rows("reading")).isEqualTo(1);
        assertThat(person.rows("location")).isEqualTo(1);
        assertThat(seen(device)).isEqualTo(seen);
    }

    @Test
    void aCategoryIsRestrictedAlone() {
        var person = Person.registered().grant("sensitive.health", "location.precise");
        var band = person.pair("fitness-band");

        inForce(Restrictions.of(person.id(), 1, Set.of("health"), Set.of()));

        var now = Instant.now();
        band.post(
                        Map.of("at", now.toString(), "type", "heart-rate", "value", 71),
                        Map.of("at", now.toString(), "type", "battery", "value", 50))
                .statusCode(202)
                .body("refused[0].index", equalTo(0))
                .body("refused[0].reason", equalTo("restricted"));
        locate(person).then().body("accepted", equalTo(1));
        assertThat(phone(person).statusCode()).isEqualTo(200);
    }

    @Test
    void theRestIsLeftToThePerson() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        device.post(temperature()).statusCode(202);
        phone(person);
        inForce(Restrictions.everything(person.id(), 1));

        var path = "/v1/devices/" + device.id();
        for (var own :
                List.of("/v1/homes", "/v1/phones", "/v1/devices", path, path + "/readings")) {
            person.app().get(own).then().statusCode(200);
        }
        person.app().get("/v1/locations").then().statusCode(200);
        person.app().body(Map.of("name", "Mended")).patch(path).then().statusCode(200);
        device.call().post(path + "/token").then().statusCode(200);
        person.app().delete(path + "/token").then().statusCode(204);
        person.app().delete(path).then().statusCode(204);
        var phones = person.app().get("/v1/phones").jsonPath();
        String installation = phones.get("items[0].installationId");
        person.app().delete("/v1/phones/" + installation).then().statusCode(204);
    }

    @Test
    void afterTheLiftAllIsAsBefore() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        inForce(Restrictions.everything(person.id(), 1));
        device.post(temperature()).body("accepted", equalTo(0));

        Bus.publish(Restrictions.lifted(person.id(), 2));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> device.post(temperature()).body("accepted", equalTo(1)));
        assertThat(phone(person).statusCode()).isEqualTo(200);
    }

    private void inForce(SubjectDirective directive) {
        Bus.publish(directive);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(directive.accountId()).restrictions().isEmpty());
    }

    private static Map<String, Object> temperature() {
        return Map.of("at", Instant.now().toString(), "type", "temperature", "value", 20.5);
    }

    private static Response claim(String code) {
        return given().contentType(ContentType.JSON)
                .body(Person.claim("thermostat", "SN-1", "aa:bb:cc:dd:ee:0f", "w"))
                .post("/v1/pairings/{code}/claim", code);
    }

    private static Response phone(Person person) {
        return person.app()
                .body(
                        Map.of(
                                "model", "P1",
                                "os", "ANDROID",
                                "osVersion", "16",
                                "appVersion", "1.0",
                                "softwareVersion", "1.0",
                                "language", "en",
                                "network", Map.of("type", "WIFI")))
                .put("/v1/phones/{id}", UUID.randomUUID());
    }

    private static Response locate(Person person) {
        var sample =
                Map.of(
                        "at",
                        Instant.now().toString(),
                        "latitude",
                        47.4,
                        "longitude",
                        8.5,
                        "accuracy",
                        10,
                        "precision",
                        "PRECISE");
        return person.app()
                .body(Map.of("installationId", UUID.randomUUID(), "samples", List.of(sample)))
                .post("/v1/locations");
    }

    private static Response use(Person person) {
        var visit = Map.of("at", Instant.now().toString(), "kind", "VISIT", "target", "home");
        return person.app()
                .body(Map.of("installationId", UUID.randomUUID(), "events", List.of(visit)))
                .post("/v1/usage-events");
    }

    private static Response log(Person person) {
        var entry =
                Map.of(
                        "at", Instant.now().toString(),
                        "level", "INFO",
                        "kind", "SYSTEM",
                        "osVersion", "16",
                        "language", "en",
                        "message", "started");
        return person.app()
                .body(Map.of("installationId", UUID.randomUUID(), "entries", List.of(entry)))
                .post("/v1/logs");
    }

    private static Instant seen(Person.Device device) {
        return Person.database()
                .first(
                        "SELECT last_seen_at FROM device WHERE device_id = ?",
                        rows -> rows.getTimestamp("last_seen_at").toInstant(),
                        device.id())
                .orElseThrow();
    }
}
