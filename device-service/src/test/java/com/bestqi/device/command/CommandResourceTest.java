package com.bestqi.device.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class CommandResourceTest {
    private static final String PATH = "/v1/devices/{id}/commands";
    private static final String RESULT = PATH + "/{commandId}/result";
    private static final Map<String, Object> WARM =
            Map.of("name", "set-target-temperature", "arguments", Map.of("celsius", 21.5));

    @Inject MovableClock clock;
    @Inject Subjects subjects;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static ValidatableResponse give(Person person, Device device, Object command) {
        return person.app().body(command).post(PATH, device.id()).then();
    }

    private static String order(Person person, Device device) {
        return give(person, device, WARM).statusCode(202).extract().path("commandId");
    }

    private static ValidatableResponse poll(Device device) {
        return device.call().get(PATH, device.id()).then();
    }

    private static ValidatableResponse answer(Device device, String commandId, Object result) {
        return device.call().body(result).post(RESULT, device.id(), commandId).then();
    }

    @Test
    void aCommandReachesItsDeviceAndItsResultThePerson() {
        var person = Person.registered();
        var device = person.pair("thermostat");

        var commandId =
                give(person, device, WARM)
                        .statusCode(202)
                        .body("commandId", notNullValue())
                        .body("name", equalTo("set-target-temperature"))
                        .body("arguments.celsius", equalTo(21.5f))
                        .body("status", equalTo("PENDING"))
                        .body("expiresAt", notNullValue())
                        .extract()
                        .<String>path("commandId");
        poll(device)
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].commandId", equalTo(commandId))
                .body("items[0].name", equalTo("set-target-temperature"))
                .body("items[0].arguments.celsius", equalTo(21.5f))
                .body("next", nullValue());
        person.app()
                .get(PATH + "/{commandId}", device.id(), commandId)
                .then()
                .statusCode(200)
                .body("status", equalTo("DELIVERED"))
                .body("deliveredAt", notNullValue());
        answer(device, commandId, Map.of("status", "SUCCEEDED", "detail", "it is warm"))
                .statusCode(200)
                .body("status", equalTo("SUCCEEDED"));

        poll(device).body("items", empty());
        person.app()
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].status", equalTo("SUCCEEDED"))
                .body("items[0].detail", equalTo("it is warm"))
                .body("items[0].answeredAt", notNullValue());
    }

    @Test
    @Tag("I-12")
    void aDeviceThatDoesNotAnswerGetsTheCommandAgainOldestFirst() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var first = order(person, device);
        var second = order(person, device);

        poll(device).body("items.commandId", contains(first, second));
        poll(device).body("items.commandId", contains(first, second));

        var page = device.call().queryParam("limit", 1).get(PATH, device.id()).then().extract();
        assertThat(page.<List<String>>path("items.commandId")).containsExactly(first);
        device.call()
                .queryParam("limit", 1)
                .queryParam("cursor", page.<String>path("next"))
                .get(PATH, device.id())
                .then()
                .body("items.commandId", contains(second))
                .body("next", nullValue());
    }

    @Test
    @Tag("F16")
    void theSameResultAgainChangesNothingAndAnotherIsRefused() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var commandId = order(person, device);
        poll(device);
        var done = Map.of("status", "SUCCEEDED", "detail", "done");
        String answeredAt =
                answer(device, commandId, done).statusCode(200).extract().path("answeredAt");

        answer(device, commandId, done).statusCode(200).body("answeredAt", equalTo(answeredAt));
        answer(device, commandId, Map.of("status", "FAILED"))
                .statusCode(409)
                .body("type", equalTo("urn:problem:command-answered"));
        answer(device, commandId, Map.of("status", "SUCCEEDED")).statusCode(409);

        person.app()
                .get(PATH + "/{commandId}", device.id(), commandId)
                .then()
                .body("status", equalTo("SUCCEEDED"));
    }

    @Test
    @Tag("F16")
    void ofManyDifferentResultsAtOnceOneStands() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var commandId = order(person, device);
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            var result = Map.of("status", i % 2 == 0 ? "FAILED" : "SUCCEEDED", "detail", "no " + i);
            calls.add(() -> answer(device, commandId, result).extract().statusCode());
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void afterItsTimeACommandIsNotHandedOutAndALateResultIsTaken() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var taken = order(person, device);
        poll(device).body("items", hasSize(1));
        var untaken = order(person, device);

        clock.move(Duration.ofMinutes(6));

        poll(device).statusCode(200).body("items", empty());
        person.app()
                .get(PATH, device.id())
                .then()
                .body("items.commandId", contains(untaken, taken))
                .body("items.status", contains("EXPIRED", "EXPIRED"));
        answer(device, taken, Map.of("status", "FAILED", "detail", "stuck"))
                .statusCode(200)
                .body("status", equalTo("FAILED"));
    }

    @Test
    void aRepeatedCallWithItsKeyIsOneCommand() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            person.app()
                    .header("Idempotency-Key", key)
                    .body(WARM)
                    .post(PATH, device.id())
                    .then()
                    .statusCode(202);
        }

        assertThat(person.rows("command")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"name\":\"set-mode\"}",
                "{\"name\":\"set-mode\",\"arguments\":null}",
                "{\"name\":\"set-mode\",\"arguments\":[]}",
                "{\"name\":\"set-mode\",\"arguments\":\"heat\"}",
                "{\"name\":\"set-mode\",\"arguments\":{}}",
                "{\"name\":\"set-mode\",\"arguments\":{\"mode\":7}}",
                "{\"name\":\"set-mode\",\"arguments\":{\"mode\":null}}",
                "{\"name\":\"set-mode\",\"arguments\":{\"mode\":\"warm\"}}",
                "{\"name\":\"set-mode\",\"arguments\":{\"mode\":\"heat\",\"more\":1}}",
                "{\"name\":\"set-mode\",\"arguments\":{\"mode\":\"heat\",\"mode\":\"cool\"}}",
                "{\"name\":\"set-mode\",\"arguments\":{\"mode\":\"heat\"},\"more\":1}",
                "{\"name\":7,\"arguments\":{}}",
                "{\"name\":\"\",\"arguments\":{}}",
                "{\"name\":\"set-target-temperature\",\"arguments\":{\"celsius\":\"21\"}}",
                "{\"name\":\"set-target-temperature\",\"arguments\":{\"celsius\":4.9}}",
                "{\"name\":\"set-target-temperature\",\"arguments\":{\"celsius\":1e999}}",
                "{\"name\":\"set-target-temperature\",\"arguments\":{\"celsius\":NaN}}",
                "{\"name\":\"set-target-temperature\",\"arguments\":{\"celsius\":{\"a\":1}}}"
            })
    @Tag("SE-3")
    void aCommandThatIsNotAsDeclaredIsRefused(String body) {
        var person = Person.registered();
        var device = person.pair("thermostat");

        give(person, device, body).statusCode(400).contentType("application/problem+json");

        assertThat(person.rows("command")).isZero();
    }

    @Test
    void whatIsWrongWithAnArgumentIsNamedWithoutItsValue() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var command = Map.of("name", "set-mode", "arguments", Map.of("mode", "canary-mode"));

        give(person, device, command)
                .statusCode(400)
                .body("violations.field", contains("arguments.mode"))
                .body(not(containsString("canary-mode")));
    }

    @Test
    void aCommandTheDeviceDoesNotKnowIsRefused() {
        var person = Person.registered();

        give(person, person.pair("thermostat"), Map.of("name", "unlock", "arguments", Map.of()))
                .statusCode(422)
                .body("type", equalTo("urn:problem:unknown-command"));
        give(person, person.pair("weather-station"), WARM).statusCode(422);
    }

    @Test
    void aDeviceThatNeverAsksGetsNoMoreThanSoMany() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        for (int i = 0; i < 100; i++) {
            order(person, device);
        }

        give(person, device, WARM)
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem:too-many-commands"));

        clock.move(Duration.ofMinutes(6));
        give(person, device, WARM).statusCode(202);
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 400",
        "{\"status\":\"DONE\"}, 400",
        "{\"status\":1}, 400",
        "{\"status\":\"PENDING\"}, 400",
        "'{\"status\":\"FAILED\",\"detail\":7}', 400",
        "'{\"status\":\"FAILED\",\"more\":7}', 400"
    })
    @Tag("SE-3")
    void aResultThatIsNoneIsRefused(String body, int status) {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var commandId = order(person, device);

        answer(device, commandId, body).statusCode(status);
        poll(device).body("items", hasSize(1));
    }

    @Test
    @Tag("I-11")
    void nobodyElseSeesOrGivesOrAnswersCommands() {
        var owner = Person.registered();
        var device = owner.pair("thermostat");
        var sibling = owner.pair("thermostat");
        var commandId = order(owner, device);
        var other = Person.registered();
        var foreign = other.pair("thermostat");

        give(other, device, WARM).statusCode(404);
        other.app().get(PATH, device.id()).then().statusCode(404);
        other.app().get(PATH + "/{c}", device.id(), commandId).then().statusCode(404);
        foreign.call().get(PATH, device.id()).then().statusCode(404);
        sibling.call().get(PATH, device.id()).then().statusCode(404);
        poll(sibling).body("items", empty());
        var done = Map.of("status", "SUCCEEDED");
        foreign.call().body(done).post(RESULT, device.id(), commandId).then().statusCode(404);
        answer(sibling, commandId, done).statusCode(404);
        answer(device, UUID.randomUUID().toString(), done).statusCode(404);
        owner.app().get(PATH, sibling.id()).then().body("items", empty());
        poll(device).body("items", hasSize(1));
    }

    @Test
    void whoMayNotCallIsTurnedAway() {
        var device = Person.registered().pair("thermostat");
        var id = device.id();

        given().get(PATH, id).then().statusCode(401).contentType("application/problem+json");
        for (var path : List.of(PATH, PATH + "/" + UUID.randomUUID() + "/result")) {
            given().contentType("application/json")
                    .body(WARM)
                    .post(path, id)
                    .then()
                    .statusCode(401);
        }
        given().auth().oauth2("nonsense").get(PATH, id).then().statusCode(401);
        given().auth().oauth2(Tokens.staff("support-agent")).get(PATH, id).then().statusCode(403);
        given().auth().oauth2(Tokens.service()).get(PATH, id).then().statusCode(403);
        device.call().body(WARM).post(PATH, id).then().statusCode(401);
        clock.move(Duration.ofHours(25));
        poll(device).statusCode(401);
    }

    @Test
    @Tag("RI-4")
    void underRestrictionNothingIsGivenHandedOutOrAnswered() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var commandId = order(person, device);
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person.id()).restrictions().isEmpty());

        give(person, device, WARM)
                .statusCode(423)
                .body("type", equalTo("urn:problem:processing-restricted"));
        poll(device).statusCode(423);
        answer(device, commandId, Map.of("status", "SUCCEEDED")).statusCode(423);
        person.app().get(PATH, device.id()).then().statusCode(200).body("items", hasSize(1));
        person.app().get(PATH + "/{c}", device.id(), commandId).then().statusCode(200);
    }

    @Test
    @Tag("SE-4")
    @Tag("I-9")
    void whatIsSaidIsCiphertext() {
        var person = Person.registered();
        var speaker = person.pair("smart-speaker");
        var say = Map.of("name", "say", "arguments", Map.of("text", "canary-of-a-command"));
        String commandId = give(person, speaker, say).statusCode(202).extract().path("commandId");
        answer(speaker, commandId, Map.of("status", "FAILED", "detail", "canary-of-a-result"))
                .statusCode(200);

        assertThat(CanarySearch.find(Person.database(), "canary-of-a-command")).isEmpty();
        assertThat(CanarySearch.find(Person.database(), "canary-of-a-result")).isEmpty();
    }

    @Test
    @Tag("RI-3")
    void commandsGoWithTheirDeviceAndWithThePerson() {
        var person = Person.registered();
        var removed = person.pair("thermostat");
        var kept = person.pair("thermostat");
        order(person, removed);
        order(person, kept);

        person.app().delete("/v1/devices/{id}", removed.id()).then().statusCode(204);
        assertThat(person.rows("command")).isEqualTo(1);
        poll(removed).statusCode(410).body("type", equalTo("urn:problem:device-erased"));
        give(person, removed, WARM).statusCode(404);

        person.erase();
        await().atMost(Duration.ofSeconds(30)).until(() -> person.rows("command") == 0);
        poll(kept).statusCode(410).body("type", equalTo("urn:problem:account-erased"));
        give(person, kept, WARM).statusCode(410);
    }
}
