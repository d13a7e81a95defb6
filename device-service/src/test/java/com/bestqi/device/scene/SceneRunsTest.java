package com.bestqi.device.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What starts a scene, and what comes of it. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PU-1")
class SceneRunsTest {
    private static final String RUNS = "/v1/scenes/{id}/runs";
    private static final String COMMANDS = "/v1/devices/{id}/commands";

    @Inject MovableClock clock;

    private Instant last = Instant.EPOCH;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static String created(Person person, Map<String, Object> scene) {
        return SceneResourceTest.create(person, scene).statusCode(201).extract().path("sceneId");
    }

    /** A time of its own for every reading, so that each counts. */
    private Instant next() {
        var now = clock.instant();
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }

    private static ValidatableResponse report(Device device, Instant at, double celsius) {
        return device.post(reading(at, celsius)).statusCode(202);
    }

    private static Map<String, Object> reading(Instant at, double celsius) {
        return Map.of("at", at.toString(), "type", "temperature", "value", celsius);
    }

    private static ValidatableResponse runs(Person person, String sceneId) {
        return person.app().get(RUNS, sceneId).then().statusCode(200);
    }

    @Test
    @Tag("DV-3")
    void aReadingThatComesBeyondTheLineStartsTheSceneOnce() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                SceneResourceTest.above(thermostat, 25),
                                SceneResourceTest.turnOn(light)));

        report(thermostat, next(), 24);
        runs(person, id).body("items", empty());
        report(thermostat, next(), 26);
        report(thermostat, next(), 27);

        String commandId =
                runs(person, id)
                        .body("items", hasSize(1))
                        .body("items[0].outcome", equalTo("STARTED"))
                        .body("items[0].runId", notNullValue())
                        .body("items[0].actions[0].deviceId", equalTo(light.id().toString()))
                        .extract()
                        .path("items[0].actions[0].commandId");
        light.call()
                .get(COMMANDS, light.id())
                .then()
                .body("items.commandId", contains(commandId))
                .body("items.name", contains("turn-on"));
        report(thermostat, next(), 20);
        report(thermostat, next(), 26);
        runs(person, id).body("items", hasSize(2));
    }

    @Test
    void aSceneWithAnotherNameGoesOnFromWhatItHasSeenAndOneWithAnotherLineDoesNot() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var turnOn = SceneResourceTest.turnOn(person.pair("light"));
        var scene = SceneResourceTest.scene(SceneResourceTest.above(thermostat, 25), turnOn);
        var id = created(person, scene);
        report(thermostat, next(), 26);
        var renamed = new HashMap<>(scene);
        renamed.put("name", "Airing");
        person.app().body(renamed).put("/v1/scenes/{id}", id).then().statusCode(200);
        report(thermostat, next(), 27);
        runs(person, id).body("items", hasSize(1));

        var other = SceneResourceTest.scene(SceneResourceTest.above(thermostat, 24), turnOn);
        person.app().body(other).put("/v1/scenes/{id}", id).then().statusCode(200);
        report(thermostat, next(), 27);

        runs(person, id).body("items", hasSize(2));
    }

    @Test
    @Tag("G8")
    void aReadingToldAgainOrLateStartsNothing() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                SceneResourceTest.above(thermostat, 25),
                                SceneResourceTest.turnOn(person.pair("light"))));
        clock.move(Duration.ofMinutes(10));
        var cold = clock.instant().minusSeconds(20);
        var warm = clock.instant().minusSeconds(10);
        report(thermostat, cold, 20);
        report(thermostat, warm, 26);

        thermostat.post(reading(cold, 20), reading(warm, 26)).body("duplicates", equalTo(2));
        report(thermostat, cold.minusSeconds(5), 30);
        report(thermostat, clock.instant().minus(Duration.ofMinutes(6)), 30);

        runs(person, id).body("items", hasSize(1));
    }

    @Test
    @Tag("F10")
    void aReadingAheadOfTheClockDoesNotHideThoseAfterIt() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                SceneResourceTest.above(thermostat, 25),
                                SceneResourceTest.turnOn(person.pair("light"))));
        var ahead = clock.instant().plus(Duration.ofMinutes(4));
        report(thermostat, ahead, 26);
        runs(person, id).body("items", hasSize(1));

        report(thermostat, next(), 20);
        report(thermostat, ahead, 26).body("duplicates", equalTo(1));
        runs(person, id).body("items", hasSize(1));
        report(thermostat, next(), 27);

        runs(person, id).body("items", hasSize(2));
    }

    @Test
    @Tag("F16")
    void manyReadingsAtOnceStartItOnce() throws Exception {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                SceneResourceTest.above(thermostat, 25),
                                SceneResourceTest.turnOn(light)));
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            var at = next();
            calls.add(() -> report(thermostat, at, 30).extract().statusCode());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(202);
            }
        }

        runs(person, id).body("items", hasSize(1));
        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(1));
    }

    @Test
    @Tag("PM-2")
    void aPlaceReachedStartsTheSceneAndAPlaceLeftDoesNot() {
        var person = Person.registered().grant("geofence");
        var light = person.pair("light");
        String place =
                person.app()
                        .body(
                                Map.of(
                                        "name",
                                        "Home",
                                        "latitude",
                                        48.2,
                                        "longitude",
                                        16.3,
                                        "radiusMeters",
                                        100))
                        .post("/v1/geofences")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("geofenceId");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                Map.of("kind", "GEOFENCE", "geofenceId", place, "event", "ENTER"),
                                SceneResourceTest.turnOn(light)));
        var at = next();

        cross(person, place, next(), "EXIT");
        runs(person, id).body("items", empty());
        cross(person, place, at, "ENTER");
        cross(person, place, at, "ENTER");
        cross(person, place, at.minus(Duration.ofMinutes(10)), "ENTER");

        runs(person, id).body("items", hasSize(1));
        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(1));
    }

    private static void cross(Person person, String place, Instant at, String kind) {
        person.app()
                .body(Map.of("at", at.toString(), "kind", kind))
                .post("/v1/geofences/{id}/events", place)
                .then()
                .statusCode(202)
                .body("refused", empty());
    }

    @Test
    void aSceneThatIsOffOrForgottenDoesNotRun() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var scene =
                SceneResourceTest.scene(
                        SceneResourceTest.above(thermostat, 25), SceneResourceTest.turnOn(light));
        var off = new HashMap<>(scene);
        off.put("enabled", false);
        var id = created(person, off);
        var gone = created(person, scene);
        person.app().delete("/v1/scenes/{id}", gone).then().statusCode(204);

        report(thermostat, next(), 30);

        runs(person, id).body("items", empty());
        light.call().get(COMMANDS, light.id()).then().body("items", empty());
        report(thermostat, next(), 20);
        person.app().body(scene).put("/v1/scenes/{id}", id).then().statusCode(200);
        report(thermostat, next(), 30);
        runs(person, id).body("items", hasSize(1));
    }

    @Test
    void aDeviceThatIsGoneLeavesTheRunIncompleteAndTheOthersGetTheirs() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var gone = person.pair("light");
        var light = person.pair("light");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                SceneResourceTest.above(thermostat, 25),
                                SceneResourceTest.turnOn(gone),
                                SceneResourceTest.turnOn(light)));
        person.app().delete("/v1/devices/{id}", gone.id()).then().statusCode(204);

        report(thermostat, next(), 30).body("accepted", equalTo(1));

        runs(person, id)
                .body("items[0].outcome", equalTo("INCOMPLETE"))
                .body("items[0].actions[0].commandId", nullValue())
                .body("items[0].actions[1].commandId", notNullValue());
        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(1));
    }

    @Test
    void aSceneThatRunsTooOftenIsStoppedSaysSoOnceAndRunsAgainLater() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var id =
                created(
                        person,
                        SceneResourceTest.scene(
                                SceneResourceTest.above(thermostat, 25),
                                SceneResourceTest.turnOn(light)));

        for (int i = 0; i < 13; i++) {
            report(thermostat, next(), 30).body("accepted", equalTo(1));
            report(thermostat, next(), 20).body("accepted", equalTo(1));
        }

        var outcomes = runs(person, id).extract().jsonPath().getList("items.outcome", String.class);
        assertThat(outcomes).hasSize(11).startsWith("STOPPED");
        assertThat(Collections.frequency(outcomes, "STARTED")).isEqualTo(10);
        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(10));
        clock.move(Duration.ofMinutes(11));
        report(thermostat, next(), 30);
        runs(person, id).body("items[0].outcome", equalTo("STARTED"));
    }
}
