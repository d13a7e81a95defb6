package com.bestqi.device.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.device.Person;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What scenes keep of places and of what must not be known goes with those. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-8")
class SceneConsentTest {
    private static final String HEALTH = "sensitive.health";

    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static String place(Person person) {
        return person.app()
                .body(
                        Map.of(
                                "name",
                                "Home",
                                "latitude",
                                48.2,
                                "longitude",
                                16.3,
                                "radiusMeters",
                                9))
                .post("/v1/geofences")
                .then()
                .statusCode(201)
                .extract()
                .path("geofenceId");
    }

    private static String sceneAt(Person person, String place) {
        return SceneResourceTest.create(
                        person,
                        SceneResourceTest.scene(
                                Map.of("kind", "GEOFENCE", "geofenceId", place, "event", "ENTER"),
                                SceneResourceTest.turnOn(person.pair("light"))))
                .statusCode(201)
                .extract()
                .path("sceneId");
    }

    private static void enter(Person person, String place, Instant at) {
        person.app()
                .body(Map.of("at", at.toString(), "kind", "ENTER"))
                .post("/v1/geofences/{id}/events", place)
                .then()
                .statusCode(202)
                .body("refused", empty());
    }

    private static ValidatableResponse runs(Person person, String sceneId) {
        return person.app().get("/v1/scenes/{id}/runs", sceneId).then().statusCode(200);
    }

    @Test
    @Tag("PM-2")
    @Tag("RT-2")
    void runsGoWithThePlaceTheyCameFrom() {
        var person = Person.registered().grant("geofence");
        var place = place(person);
        var other = place(person);
        var id = sceneAt(person, place);
        var stays = sceneAt(person, other);
        enter(person, place, clock.instant());
        enter(person, other, clock.instant());
        runs(person, id).body("items", hasSize(1));

        person.app().delete("/v1/geofences/{id}", place).then().statusCode(204);

        runs(person, id).body("items", empty());
        runs(person, stays).body("items", hasSize(1));
    }

    @Test
    @Tag("PM-2")
    void aRunThatCameFromACrossingAfterTheWithdrawalIsNotKept() {
        var person = Person.registered().grant("geofence");
        var place = place(person);
        var id = sceneAt(person, place);
        var now = clock.instant();
        enter(person, place, now);
        enter(person, place, now.plus(Duration.ofMinutes(4)));
        runs(person, id).body("items", hasSize(2));

        person.withdrawAt(now.plusSeconds(1), "geofence");

        runs(person, id).body("items", hasSize(1));
    }

    @Test
    @Tag("PM-2")
    void aRunThatCameFromAPlaceMarkedAfterTheWithdrawalIsNotKept() {
        var person = Person.registered().grant("geofence");
        var before = clock.instant().minusSeconds(1);
        var place = place(person);
        var id = sceneAt(person, place);
        enter(person, place, before.minusSeconds(1));
        runs(person, id).body("items", hasSize(1));

        person.withdrawAt(before, "geofence");

        runs(person, id).body("items", empty());
    }

    @Test
    @Tag("SD-2")
    @Tag("SE-4")
    void whatASceneSawOfHealthIsCiphertextAndGoesWithWhatItCameFrom() {
        var person = Person.registered().grant(HEALTH);
        var band = person.pair("fitness-band");
        String id =
                SceneResourceTest.create(
                                person,
                                SceneResourceTest.scene(
                                        Map.of(
                                                "kind",
                                                "READING",
                                                "deviceId",
                                                band.id(),
                                                "type",
                                                "heart-rate",
                                                "above",
                                                100),
                                        SceneResourceTest.turnOn(person.pair("light"))))
                        .statusCode(201)
                        .extract()
                        .path("sceneId");
        var now = clock.instant();
        band.post(heartRate(now.plus(Duration.ofMinutes(4)), 120)).statusCode(202);
        runs(person, id).body("items", hasSize(1));
        assertThat(new String(seen(person), StandardCharsets.ISO_8859_1))
                .doesNotContain("beyond")
                .doesNotContain("true")
                .doesNotContain("sensitive");

        person.withdrawAt(now.plusSeconds(1), HEALTH);

        runs(person, id).body("items", empty());
        assertThat(seenRows(person)).isZero();
    }

    @Test
    @Tag("RT-2")
    void whatASceneSawOfADeviceGoesWithTheDevice() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        String id =
                SceneResourceTest.create(
                                person,
                                SceneResourceTest.scene(
                                        SceneResourceTest.above(thermostat, 25),
                                        SceneResourceTest.turnOn(person.pair("light"))))
                        .statusCode(201)
                        .extract()
                        .path("sceneId");
        thermostat
                .post(Map.of("at", clock.instant().toString(), "type", "temperature", "value", 30))
                .statusCode(202);
        runs(person, id).body("items", hasSize(1));

        person.app().delete("/v1/devices/{id}", thermostat.id()).then().statusCode(204);

        runs(person, id).body("items", empty());
        assertThat(seenRows(person)).isZero();
    }

    private static Map<String, Object> heartRate(Instant at, double value) {
        return Map.of("at", at.toString(), "type", "heart-rate", "value", value);
    }

    private static byte[] seen(Person person) {
        return Person.database()
                .first(
                        "SELECT seen FROM scene WHERE account_id = ?",
                        rows -> rows.getBytes("seen"),
                        person.id())
                .orElseThrow();
    }

    private static long seenRows(Person person) {
        return Person.database()
                .first(
                        "SELECT count(seen) AS n FROM scene WHERE account_id = ?",
                        rows -> rows.getLong("n"),
                        person.id())
                .orElseThrow();
    }
}
