package com.bestqi.device.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.device.timezone.AccountsDouble;
import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenes that wait for a time of day. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PU-1")
class SceneScheduleTest {
    private static final String SCENE = "/v1/scenes/{id}";
    private static final String COMMANDS = "/v1/devices/{id}/commands";
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Inject MovableClock clock;
    @Inject Subjects subjects;
    @Inject ScheduleStart schedules;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static Person inTokyo() {
        var person = Person.registered();
        AccountsDouble.settle(person.id(), TOKYO.getId());
        return person;
    }

    /** The next whole minute but one, so that it cannot come by itself meanwhile. */
    private Instant soon() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(10));
    }

    private static Map<String, Object> at(Instant moment, ZoneId zone) {
        var time = DateTimeFormatter.ofPattern("HH:mm").format(moment.atZone(zone));
        return Map.of("kind", "SCHEDULE", "time", time);
    }

    private static String created(Person person, Map<String, Object> trigger, Device light) {
        return SceneResourceTest.create(
                        person, SceneResourceTest.scene(trigger, SceneResourceTest.turnOn(light)))
                .statusCode(201)
                .extract()
                .path("sceneId");
    }

    private static void awaitNext(Person person, String id, Instant moment) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        person.app()
                                .get(SCENE, id)
                                .then()
                                .body("nextAt", equalTo(moment.toString())));
    }

    private static ValidatableResponse runs(Person person, String id) {
        return person.app().get(SCENE + "/runs", id).then().statusCode(200);
    }

    private void moveTo(Instant moment) {
        clock.move(Duration.between(clock.instant(), moment));
    }

    @Test
    @Tag("PM-1")
    void itRunsOnceAtItsTimeWhereThePersonLivesAndGoesOn() {
        var person = inTokyo();
        var light = person.pair("light");
        var moment = soon();
        var id = created(person, at(moment, TOKYO), light);
        awaitNext(person, id, moment);
        runs(person, id).body("items", empty());

        moveTo(moment.plusSeconds(1));

        awaitNext(person, id, moment.plus(Duration.ofDays(1)));
        runs(person, id)
                .body("items.outcome", contains("STARTED"))
                .body("items[0].actions[0].commandId", notNullValue());
        light.call().get(COMMANDS, light.id()).then().body("items.name", contains("turn-on"));
    }

    @Test
    @Tag("F5")
    void aMomentThatWasOverLongAgoIsMissedAndSaidSo() {
        var person = inTokyo();
        var light = person.pair("light");
        var moment = soon();
        var id = created(person, at(moment, TOKYO), light);
        awaitNext(person, id, moment);

        moveTo(moment.plus(Duration.ofMinutes(6)));

        awaitNext(person, id, moment.plus(Duration.ofDays(1)));
        runs(person, id).body("items.outcome", contains("MISSED"));
        light.call().get(COMMANDS, light.id()).then().body("items", empty());
    }

    @Test
    @Tag("F16")
    void ofManyReplicasOneRunsIt() throws Exception {
        var person = inTokyo();
        var light = person.pair("light");
        var moment = soon();
        var id = created(person, at(moment, TOKYO), light);
        awaitNext(person, id, moment);
        moveTo(moment.plusSeconds(1));
        var looks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 6; i++) {
            looks.add(() -> {
                schedules.startDue();
                return true;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var look : threads.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }

        awaitNext(person, id, moment.plus(Duration.ofDays(1)));
        runs(person, id).body("items", hasSize(1));
        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(1));
    }

    @Test
    @Tag("F2")
    @Tag("I-12")
    void aReplicaThatDiesBetweenTheRunAndTheMarkLeavesNeither() throws Exception {
        var person = inTokyo();
        var light = person.pair("light");
        var moment = soon();
        var id = created(person, at(moment, TOKYO), light);
        awaitNext(person, id, moment);
        try (var second = SecondSession.open()) {
            second.execute(
                    "ALTER TABLE scene ADD CONSTRAINT no_mark CHECK (scene_id <> '"
                            + id
                            + "' OR next_at <= '"
                            + moment
                            + "') NOT VALID");
            second.commit();
            moveTo(moment.plusSeconds(1));
            schedules.startDue();
            runs(person, id).body("items", empty());
            light.call().get(COMMANDS, light.id()).then().body("items", empty());
            second.execute("ALTER TABLE scene DROP CONSTRAINT no_mark");
            second.commit();
        }

        awaitNext(person, id, moment.plus(Duration.ofDays(1)));
        runs(person, id).body("items.outcome", contains("STARTED"));
        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(1));
    }

    @Test
    @Tag("RI-2")
    void itFollowsThePersonIntoAnotherTimeZone() {
        var person = inTokyo();
        var lima = ZoneId.of("America/Lima");
        var moment = soon();
        var id = created(person, at(moment, TOKYO), person.pair("light"));
        awaitNext(person, id, moment);

        AccountsDouble.settle(person.id(), lima.getId());
        Bus.publish(new AccountUpdated(person.id(), Set.of("timeZone"), clock.instant()));

        awaitNext(person, id, moment.plus(Duration.ofHours(14)));
    }

    @Test
    @Tag("G7")
    void whileItIsNotKnownWhereThePersonLivesItWaits() {
        var person = Person.registered();
        var moment = soon();
        var id = created(person, at(moment, TOKYO), person.pair("light"));
        person.app().get(SCENE, id).then().body("nextAt", nullValue());

        AccountsDouble.settle(person.id(), TOKYO.getId());

        awaitNext(person, id, moment);
    }

    @Test
    @Tag("RI-4")
    void underRestrictionItDoesNotRunAndAfterItGoesOn() {
        var person = inTokyo();
        var light = person.pair("light");
        var moment = soon();
        var id = created(person, at(moment, TOKYO), light);
        awaitNext(person, id, moment);
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person.id()).restrictions().isEmpty());

        moveTo(moment.plusSeconds(1));

        awaitNext(person, id, moment.plus(Duration.ofDays(1)));
        runs(person, id).body("items", empty());
    }

    @Test
    @Tag("RT-2")
    void whereSomebodyLivesIsKnownOnlyWhileAScheduleNeedsIt() {
        var person = inTokyo();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var moment = soon();
        var kept = created(person, at(moment, TOKYO), light);
        var gone = created(person, at(moment, TOKYO), light);
        awaitNext(person, kept, moment);
        person.app().delete(SCENE, gone).then().statusCode(204);
        assertThat(person.rows("account_time_zone")).isEqualTo(1);

        var other =
                SceneResourceTest.scene(
                        SceneResourceTest.above(thermostat, 25), SceneResourceTest.turnOn(light));
        person.app()
                .body(other)
                .put(SCENE, kept)
                .then()
                .statusCode(200)
                .body("nextAt", nullValue());

        assertThat(person.rows("account_time_zone")).isZero();
    }

    @Test
    void turnedOffItHasNoNextMomentAndTurnedOnItHasOne() {
        var person = inTokyo();
        var light = person.pair("light");
        var moment = soon();
        var scene =
                new HashMap<>(
                        SceneResourceTest.scene(
                                at(moment, TOKYO), SceneResourceTest.turnOn(light)));
        var id = created(person, at(moment, TOKYO), light);
        awaitNext(person, id, moment);

        scene.put("enabled", false);
        person.app().body(scene).put(SCENE, id).then().body("nextAt", nullValue());
        scene.put("enabled", true);
        person.app().body(scene).put(SCENE, id).then().body("nextAt", equalTo(moment.toString()));
        scene.put("name", "Morning");
        person.app().body(scene).put(SCENE, id).then().body("nextAt", equalTo(moment.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"SCHEDULE\"}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"24:00\"}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"7:30\"}",
                "{\"kind\":\"SCHEDULE\",\"time\":730}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"07:30\",\"days\":[]}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"07:30\",\"days\":[null]}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"07:30\",\"days\":[\"MOONDAY\"]}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"07:30\",\"days\":[1]}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"07:30\",\"above\":1}",
                "{\"kind\":\"SCHEDULE\",\"time\":\"07:30\",\"event\":\"ENTER\"}",
                "{\"kind\":\"READING\",\"time\":\"07:30\",\"type\":\"temperature\",\"above\":1}"
            })
    void aScheduleThatIsNoneIsRefused(String trigger) {
        var person = Person.registered();
        var action =
                "{\"deviceId\":\"%s\",\"command\":{\"name\":\"turn-on\",\"arguments\":{}}}"
                        .formatted(person.pair("light").id());

        SceneResourceTest.create(
                        person,
                        "{\"name\":\"x\",\"enabled\":true,\"trigger\":%s,\"actions\":[%s]}"
                                .formatted(trigger, action))
                .statusCode(400);
        assertThat(person.rows("scene")).isZero();
    }

    @Test
    void daysComeInTheOrderOfTheWeek() {
        var person = inTokyo();
        var trigger = new HashMap<>(at(soon(), TOKYO));
        trigger.put("days", Set.of("SUNDAY", "MONDAY", "FRIDAY"));
        var id = created(person, trigger, person.pair("light"));

        person.app()
                .get(SCENE, id)
                .then()
                .body("trigger.days", contains("MONDAY", "FRIDAY", "SUNDAY"))
                .body("trigger.kind", equalTo("SCHEDULE"));
    }
}
