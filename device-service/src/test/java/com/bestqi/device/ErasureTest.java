package com.bestqi.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a person's data here when they leave. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-3")
@Tag("I-3")
class ErasureTest {
    private static final List<String> TABLES =
            List.of(
                    "reading",
                    "location",
                    "usage_event",
                    "log_entry",
                    "device",
                    "pairing",
                    "phone",
                    "home");
    private static final String CANARY = "canary-of-the-erased";

    @Inject Clock clock;

    private Person.Device fill(Person person) {
        person.grant("diagnostics", "analytics", "location.precise", "sensitive.health");
        var device = person.pair("fitness-band", CANARY + "-serial", "de:ad:be:ef:00:01", CANARY);
        person.app()
                .body(Map.of("name", CANARY + "-name"))
                .patch("/v1/devices/{id}", device.id())
                .then()
                .statusCode(200);
        device.post(reading(clock.instant(), 60)).body("accepted", equalTo(1));
        var removed = person.pair("thermostat");
        person.app().delete("/v1/devices/{id}", removed.id()).then().statusCode(204);
        var phone = UUID.randomUUID();
        person.app().body(phone()).put("/v1/phones/{id}", phone).then().statusCode(200);
        person.app()
                .body(Map.of("installationId", phone, "samples", List.of(position())))
                .post("/v1/locations")
                .then()
                .body("accepted", equalTo(1));
        var visit = Map.of("at", clock.instant().toString(), "kind", "VISIT", "target", CANARY);
        person.app()
                .body(Map.of("installationId", phone, "events", List.of(visit)))
                .post("/v1/usage-events")
                .then()
                .body("accepted", equalTo(1))
                .body("aggregated", equalTo(0));
        var entry =
                Map.of(
                        "at", clock.instant().toString(),
                        "level", "ERROR",
                        "kind", "EXCEPTION",
                        "osVersion", "1",
                        "language", "en",
                        "message", CANARY,
                        "stackTrace", CANARY);
        person.app()
                .body(Map.of("installationId", phone, "entries", List.of(entry)))
                .post("/v1/logs")
                .then()
                .body("accepted", equalTo(1))
                .body("desensitised", equalTo(0));
        return device;
    }

    private static Map<String, Object> phone() {
        return Map.of(
                "model", "m",
                "os", "IOS",
                "osVersion", "1",
                "appVersion", "1",
                "softwareVersion", "1",
                "language", "en",
                "network", Map.of("type", "CELLULAR", "carrier", CANARY),
                "installedApps", List.of(CANARY));
    }

    private Map<String, Object> position() {
        return Map.of(
                "at",
                clock.instant().toString(),
                "latitude",
                12.3456789,
                "longitude",
                98.7654321,
                "accuracy",
                5,
                "precision",
                "PRECISE");
    }

    private static Map<String, Object> reading(Instant at, int value) {
        return Map.of("at", at.toString(), "type", "heart-rate", "value", value);
    }

    private static OutcomeStatement statement(Person person, SubjectDirective directive) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !outcomes(person, directive).isEmpty());
        var outcome = outcomes(person, directive).getFirst();
        var verified =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(Certificate.OUTCOME_TYPE, outcome.statement())
                        .orElseThrow();
        assertThat(verified.keyId()).isEqualTo("device-1");
        try {
            return ProofJson.MAPPER.readValue(verified.payload(), OutcomeStatement.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the statement is no JSON", e);
        }
    }

    private static List<DirectiveOutcome> outcomes(Person person, SubjectDirective directive) {
        return Bus.events(Topics.DIRECTIVE_OUTCOMES, person.id().toString(), DirectiveOutcome.class)
                .stream()
                .filter(outcome -> outcome.requestId().equals(directive.requestId()))
                .toList();
    }

    private static void assertNothingLeft(Person person) {
        for (var table : TABLES) {
            assertThat(person.rows(table)).as(table).isZero();
        }
    }

    @Test
    @Tag("AC-5")
    @Tag("I-5")
    void everythingGoesAndTheStatementCountsIt() {
        var person = Person.registered();
        var device = fill(person);
        var other = Person.registered();
        other.grant("sensitive.health");
        var kept = other.pair("fitness-band");
        kept.post(reading(clock.instant(), 70)).body("accepted", equalTo(1));
        var start = clock.instant();
        var lines =
                IntStream.range(0, 9_999)
                        .mapToObj(i ->
                                "{\"at\":\"%s\",\"type\":\"battery\",\"value\":50}"
                                        .formatted(start.plusNanos(i * 1_000L)))
                        .collect(Collectors.joining("\n"));
        device.call()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/devices/{id}/readings", device.id())
                .then()
                .statusCode(202)
                .body("accepted", equalTo(9_999));

        var statement = statement(person, person.erase());

        assertThat(statement.complete()).isTrue();
        assertThat(statement.keyDestroyed()).isTrue();
        assertThat(
                        statement.stores().stream()
                                .filter(store -> store.erased() > 0)
                                .collect(
                                        Collectors.toMap(
                                                OutcomeStatement.StoreOutcome::store,
                                                OutcomeStatement.StoreOutcome::erased)))
                .isEqualTo(
                        Map.of(
                                "reading", 10_000L,
                                "location", 1L,
                                "usage_event", 1L,
                                "log_entry", 1L,
                                "device", 1L,
                                "device_farewell", 1L,
                                "pairing", 2L,
                                "phone", 1L,
                                "home", 1L));
        assertNothingLeft(person);
        assertThat(other.rows("reading")).isEqualTo(1);
        assertThat(other.rows("device")).isEqualTo(1);
        other.app().get("/v1/devices/{id}", kept.id()).then().statusCode(200);
    }

    @Test
    @Tag("I-6")
    void nothingComesBackAfterwards() {
        var person = Person.registered();
        var device = fill(person);
        var directive = person.erase();
        statement(person, directive);

        device.post(reading(clock.instant(), 61))
                .statusCode(410)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:account-erased"));
        device.call()
                .post("/v1/devices/{id}/token", device.id())
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:problem:account-erased"));
        person.app()
                .get("/v1/devices")
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:problem:account-erased"));
        person.app().body(phone()).put("/v1/phones/{id}", UUID.randomUUID()).then().statusCode(410);
        person.app().get("/v1/homes").then().statusCode(410);
        Bus.publish(
                new AccountRegistered(
                        person.id(), "eu", "1.0", "en", "registration", clock.instant()));
        Bus.publish(
                new ConsentState(
                        person.id(), 99, Map.of("diagnostics", Instant.EPOCH), clock.instant()));
        Bus.publish(directive);
        await().atMost(Duration.ofSeconds(30)).until(() -> outcomes(person, directive).size() == 2);

        var answers = outcomes(person, directive);
        assertThat(answers.get(1).statement()).isEqualTo(answers.get(0).statement());
        assertNothingLeft(person);
    }

    @Test
    @Tag("F18")
    void readingsThatStreamInMeanwhileDoNotSurvive() throws Exception {
        var person = Person.registered().grant("sensitive.health");
        var device = person.pair("fitness-band");
        var stored = new AtomicInteger();
        var gone = new AtomicInteger();
        var going = new AtomicBoolean(true);
        SubjectDirective directive;

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var streams = new ArrayList<Future<?>>();
            for (int t = 0; t < 4; t++) {
                int offset = t;
                streams.add(threads.submit(() -> stream(device, offset, stored, gone, going)));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> stored.get() > 20);
            directive = person.erase();
            await().atMost(Duration.ofSeconds(30)).until(() -> gone.get() > 20);
            going.set(false);
            for (var stream : streams) {
                stream.get();
            }
        }

        var statement = statement(person, directive);
        assertThat(statement.complete()).isTrue();
        assertThat(erased(statement, "reading")).isEqualTo(stored.get());
        assertNothingLeft(person);
    }

    private static long erased(OutcomeStatement statement, String store) {
        return statement.stores().stream()
                .filter(outcome -> outcome.store().equals(store))
                .findFirst()
                .orElseThrow()
                .erased();
    }

    private void stream(
            Person.Device device,
            int offset,
            AtomicInteger stored,
            AtomicInteger gone,
            AtomicBoolean going) {
        for (int i = 0; going.get(); i++) {
            var at = clock.instant().plusNanos((offset + 1) * 1_000L);
            var answer = device.post(reading(at, 20 + i % 100)).extract();
            if (answer.statusCode() == 202) {
                stored.addAndGet(answer.<Integer>path("accepted"));
            } else {
                assertThat(answer.statusCode()).isEqualTo(410);
                gone.incrementAndGet();
            }
        }
    }

    @Test
    @Tag("I-9")
    @Tag("I-1")
    void noCanaryEverStandsInTheClear() {
        var canaries = List.of(CANARY, "de:ad:be:ef:00:01", "12.3456789", "98.7654321");

        try (var log = LogRecorder.start()) {
            var person = Person.registered();
            fill(person);
            person.app()
                    .body(Map.of("name", CANARY.repeat(10)))
                    .patch("/v1/devices/{id}", UUID.randomUUID())
                    .then()
                    .statusCode(400)
                    .body(not(containsString(CANARY)));

            for (var canary : canaries) {
                assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
                assertThat(inTopics(canary)).isEmpty();
                assertThat(log.text()).doesNotContain(canary);
            }
            assertThat(log.text()).isNotEmpty();
        }
    }

    private static List<String> inTopics(String canary) {
        return List.of(
                        Topics.ACCOUNT_EVENTS,
                        Topics.CONSENT_STATES,
                        Topics.SUBJECT_DIRECTIVES,
                        Topics.DIRECTIVE_OUTCOMES)
                .stream()
                .filter(topic ->
                        Bus.read(topic).stream()
                                .anyMatch(message ->
                                        message.value() != null
                                                && new String(
                                                                message.value(),
                                                                StandardCharsets.UTF_8)
                                                        .contains(canary)))
                .toList();
    }
}
