package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.DatabaseCopy;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a transaction that another one gets in the way of. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F6")
class ConflictTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    /** Fails the first n inserts of a note "fail STATE n"; a sequence does not roll back. */
    private static final String FAILING =
            """
            CREATE SEQUENCE probe_fault;
            CREATE FUNCTION probe_fail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF NEW.plain LIKE 'fail %'
                   AND nextval('probe_fault') <= split_part(NEW.plain, ' ', 3)::int THEN
                    RAISE EXCEPTION 'forced' USING ERRCODE = split_part(NEW.plain, ' ', 2);
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER probe_fail BEFORE INSERT ON probe_note
                FOR EACH ROW EXECUTE FUNCTION probe_fail();
            """;

    @Inject Subjects subjects;
    @Inject Database database;
    @Inject ProbeNotes notes;
    @Inject MeterRegistry metrics;

    @BeforeEach
    void failOnDemand() throws SQLException {
        asOwner(FAILING);
    }

    @AfterEach
    void failNoMore() throws SQLException {
        asOwner(
                "DROP TRIGGER probe_fail ON probe_note; DROP FUNCTION probe_fail;"
                        + " DROP SEQUENCE probe_fault");
    }

    @ParameterizedTest
    @CsvSource({
        "40001, 2, 201, 2, true", "40001, 2, 201, 2, false",
        "40P01, 2, 201, 2, true", "40P01, 2, 201, 2, false",
        "23505, 2, 201, 2, true", "23505, 1, 201, 1, false",
        "40001, 9, 503, 2, true", "40001, 9, 503, 2, false",
        "40P01, 9, 503, 2, true", "40P01, 9, 503, 2, false",
        "23505, 9, 409, 2, true", "23505, 9, 409, 2, false",
        "55P03, 9, 503, 0, true", "55P03, 9, 503, 0, false",
    })
    void aConflictIsTriedAgainAFewTimesAndThenACleanAnswer(
            String state, int failures, int status, int repeats, boolean withKey) {
        var person = register();
        var key = withKey ? UUID.randomUUID().toString() : null;
        double before = repeated();

        var answer = write(person, "fail " + state + " " + failures, key);

        answer.then().statusCode(status);
        assertThat(repeated() - before).isEqualTo(repeats);
        assertThat(notes.count(person)).isEqualTo(status == 201 ? 1 : 0);
        assertThat(count("idempotent_answer WHERE account_id", person))
                .isEqualTo(withKey && status == 201 ? 1 : 0);
        if (status != 201) {
            answer.then()
                    .header("Retry-After", equalTo("1"))
                    .contentType("application/problem+json");
            assertThat(answer.asString()).doesNotContain("forced", "probe_note", "SQL");
        }
    }

    @Test
    void aCallThatWasBrokenOffMayBeRepeatedWithItsKey() {
        var person = register();
        var key = UUID.randomUUID().toString();
        write(person, "fail 40001 3", key).then().statusCode(503);

        var again = write(person, "fail 40001 3", key);

        again.then().statusCode(201);
        assertThat(write(person, "fail 40001 3", key).asString()).isEqualTo(again.asString());
        assertThat(notes.count(person)).isEqualTo(1);
    }

    @Test
    void aCallThatLostADeadlockIsDoneOnceItCan() throws Exception {
        var person = register();
        double before = repeated();

        var answer =
                SecondSession.deadlock(
                        () -> {
                            long stored = notes.count(person);
                            write(person, "mine", null).then().statusCode(201);
                            return notes.count(person) - stored;
                        },
                        "LOCK TABLE probe_note IN EXCLUSIVE MODE",
                        person);

        assertThat(answer).isEqualTo(1);
        assertThat(repeated()).isGreaterThan(before);
    }

    @Test
    void aCallDoesNotWaitForeverForALock() throws Exception {
        var person = register();

        try (var second = SecondSession.open()) {
            second.execute("SELECT FROM data_subject WHERE account_id = ? FOR UPDATE", person);
            write(person, "mine", null)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .body("type", equalTo("urn:problem:unavailable"));
        }

        write(person, "mine", null).then().statusCode(201);
        assertThat(notes.count(person)).isEqualTo(1);
    }

    @Test
    void anEventThatALockKeepsWaitingTakesEffectOnceAndIsNotParked() throws Exception {
        var person = UUID.randomUUID();
        UUID event;

        try (var second = SecondSession.open()) {
            second.execute(
                    "INSERT INTO data_subject (account_id, state, created_at)"
                            + " VALUES (?, 'LIVE', now())",
                    person);
            event = Bus.publish(registered(person));
            second.awaitSomebodyWaiting();
            await().until(() -> second.waiting() == 0); // the first try has timed out
            second.awaitSomebodyWaiting();
        }

        await().until(() -> count("inbox_event WHERE event_id", event) == 1);
        assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE);
        assertThat(count("parked_event WHERE key", person.toString())).isZero();
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(registered(person));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }

    private static AccountRegistered registered(UUID person) {
        return new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN);
    }

    private static Response write(UUID person, String text, String key) {
        var call =
                RestAssured.given()
                        .auth()
                        .oauth2(Tokens.user(person))
                        .contentType("application/json")
                        .body(Map.of("text", text, "times", 1));
        if (key != null) {
            call.header("Idempotency-Key", key);
        }
        return call.post("/v1/probes");
    }

    private long count(String where, Object value) {
        return database.first(
                        "SELECT count(*) AS n FROM " + where + " = ?",
                        rows -> rows.getLong("n"),
                        value)
                .orElseThrow();
    }

    private double repeated() {
        return metrics.counter("transaction.repeated").count();
    }

    private static void asOwner(String sql) throws SQLException {
        try (var connection = DatabaseCopy.connect("bestqi.db");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
