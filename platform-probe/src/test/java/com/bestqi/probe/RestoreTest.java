package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.erasure.ErasureWorker;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.inbox.EventConsumer;
import com.bestqi.platform.restore.RestoreGate;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.DatabaseCopy;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start on an older copy of a database (F8). */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F8")
class RestoreTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Inject ProbeNotes notes;
    @Inject Subjects subjects;
    @Inject SubjectKeys keys;
    @Inject Database database;
    @Inject CatchUp catchUp;
    @Inject RestoreGate gate;
    @Inject EventConsumer consumer;
    @Inject ErasureWorker worker;

    @AfterEach
    void leaveARunningService() throws Exception {
        if (!catchUp.open()) {
            stop();
            start();
        }
    }

    @Test
    @Tag("RT-3")
    @Tag("RI-3")
    void aDatabaseFromBeforeAnErasureServesNobodyUntilThePeopleAreErasedAgain() throws Exception {
        var gone = IntStream.range(0, 50).mapToObj(_ -> register()).toList();
        var stayed = register();
        gone.forEach(person -> notes.write(person, "theirs", 20));
        notes.write(stayed, "mine", 3);
        var copy = DatabaseCopy.ofData();
        gone.stream().map(RestoreTest::erase).toList().forEach(RestoreTest::awaitOutcome);
        var last = gone.getLast();
        assertThat(notes.count(last)).isZero();

        stop();
        copy.restore();
        assertThat(notes.count(last)).isEqualTo(20);
        FutureTask<Boolean> starting;
        try (var holder = DatabaseCopy.connect("bestqi.db");
                var lock =
                        holder.prepareStatement(
                                "SELECT FROM probe_note WHERE account_id = ? FOR UPDATE")) {
            holder.setAutoCommit(false);
            lock.setObject(1, last);
            lock.execute();
            starting = startMeanwhile();

            await().untilAsserted(() -> assertThat(catchUp.reason()).contains("persons left"));
            refusedAsRestoring(last);
            refusedAsRestoring(stayed);
            given().get("/q/health/ready").then().statusCode(503);
            assertThat(given().get("/q/health/ready").jsonPath().getString("checks"))
                    .contains("restore-gate")
                    .contains("persons left");
            given().get("/q/health/live").then().statusCode(200);
        }
        starting.get();

        given().get("/q/health/ready").then().statusCode(200);
        for (var person : gone) {
            assertThat(notes.count(person)).isZero();
            assertThat(subjects.state(person)).isEqualTo(Subjects.State.ERASED);
            given().auth()
                    .oauth2(Tokens.user(person))
                    .contentType("application/json")
                    .body("{\"text\":\"late\",\"times\":1}")
                    .post("/v1/probes")
                    .then()
                    .statusCode(410);
        }
        assertThat(keys.destroyed(gone)).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(notes.count(stayed)).isEqualTo(3);
        notes.write(stayed, "more", 1);
    }

    @Test
    @Tag("RT-3")
    @Tag("SE-4")
    void aKeysDatabaseFromBeforeAnErasureGivesNoKeyBack() throws Exception {
        var gone = List.of(register(), register(), register());
        var stayed = register();
        var copy = DatabaseCopy.ofKeys();
        gone.stream().map(RestoreTest::erase).toList().forEach(RestoreTest::awaitOutcome);

        stop();
        copy.restore();
        assertThat(keys.destroyed(gone)).isEmpty();
        start();

        assertThat(keys.destroyed(gone)).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(keys.find(gone.getFirst())).isEmpty();
        assertThat(keys.find(stayed)).isPresent();
    }

    @Test
    @Tag("RT-3")
    void bothDatabasesFromBeforeAnErasureGiveNothingBack() throws Exception {
        var gone = register();
        notes.write(gone, "theirs", 5);
        var data = DatabaseCopy.ofData();
        var wrapped = DatabaseCopy.ofKeys();
        awaitOutcome(erase(gone));

        stop();
        data.restore();
        wrapped.restore();
        start();

        assertThat(notes.count(gone)).isZero();
        assertThat(keys.destroyed(List.of(gone))).containsExactly(gone);
    }

    @Test
    void whatACopyLacksIsReadAgainWhateverTheGroupHasCommitted() throws Exception {
        var copy = DatabaseCopy.ofData();
        var person = register();

        stop();
        copy.restore();
        assertThat(subjects.state(person)).isEqualTo(Subjects.State.UNKNOWN);
        start();

        awaitLive(person);
    }

    @Test
    void aTopicCreatedAnewAndALogThatLostItsEndAreReadFromTheBeginning() throws Exception {
        for (var change : List.of("topic_id = 'another'", "next_offset = next_offset + 1000000")) {
            register();
            stop();
            var person = UUID.randomUUID();
            Bus.publish(registered(person));
            database.update("UPDATE consumer_position SET next_offset = next_offset + 10");
            database.update("UPDATE consumer_position SET " + change);
            start();

            awaitLive(person);
            assertThat(furthestPosition()).as("a position that was believed").isLessThan(100_000);
        }
    }

    @Test
    void aNormalStartCostsNextToNothing() throws Exception {
        var person = register();
        awaitOutcome(erase(person));
        await().untilAsserted(() ->
                assertThat(
                                database.query(
                                        "SELECT 1 AS one FROM erasure_task WHERE NOT done",
                                        rows -> rows.getInt("one")))
                        .isEmpty());
        stop();
        start(); // what is behind the last directive (the mark of its transaction) is read now
        stop();

        long begun = System.nanoTime();
        gate.start(new StartupEvent());
        long took = System.nanoTime() - begun;
        consumer.start(new StartupEvent());
        worker.start(new StartupEvent());

        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
    }

    private long furthestPosition() {
        return database.first(
                        "SELECT max(next_offset) AS furthest FROM consumer_position",
                        rows -> rows.getLong("furthest"))
                .orElseThrow();
    }

    private void stop() throws Exception {
        gate.stop(new ShutdownEvent());
        consumer.stop(new ShutdownEvent());
        worker.stop(new ShutdownEvent());
        catchUp.begin();
    }

    private void start() throws Exception {
        consumer.start(new StartupEvent());
        worker.start(new StartupEvent());
        gate.start(new StartupEvent());
        assertThat(catchUp.open()).as(catchUp.reason()).isTrue();
    }

    private FutureTask<Boolean> startMeanwhile() {
        var starting =
                new FutureTask<>(() -> {
                    start();
                    return true;
                });
        Thread.ofPlatform().daemon().start(starting);
        return starting;
    }

    private static void refusedAsRestoring(UUID person) {
        for (var path : List.of("/v1/probes", "/internal/subjects/" + person + "/export")) {
            given().auth()
                    .oauth2(Tokens.user(person))
                    .get(path)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("1"))
                    .header("X-Request-Id", notNullValue())
                    .header("Cache-Control", containsString("no-store"))
                    .body("type", equalTo("urn:problem:service-restoring"));
        }
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(registered(person));
        awaitLive(person);
        return person;
    }

    private void awaitLive(UUID person) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
    }

    private static SubjectDirective erase(UUID person) {
        var directive =
                new SubjectDirective(
                        person, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, THEN);
        Bus.publish(directive);
        return directive;
    }

    private static void awaitOutcome(SubjectDirective directive) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        !Bus.events(
                                        Topics.DIRECTIVE_OUTCOMES,
                                        directive.key(),
                                        DirectiveOutcome.class)
                                .isEmpty());
    }

    private static AccountRegistered registered(UUID person) {
        return new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN);
    }
}
