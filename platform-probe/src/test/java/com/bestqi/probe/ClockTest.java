package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.lease.Lease;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import com.bestqi.platform.time.TwoClocks;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service whose clock is wrong, or steps. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F10")
class ClockTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Inject MovableClock clock;
    @Inject TwoClocks clocks;
    @Inject Database database;
    @Inject Subjects subjects;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void neitherOfTwoClocksCanBeWrongAlone(int hours) {
        clock.move(Duration.ofHours(hours));

        var now = Instant.now();

        assertThat(clocks.earlier()).isBefore(now.plusSeconds(60));
        assertThat(clocks.later()).isAfter(now.minusSeconds(60));
    }

    /** An erasure that was taken on by a clock that was ahead is not put off by that. */
    @Test
    void anErasureIsCarriedOutWhateverTheClockDoes() {
        clock.move(Duration.ofHours(1));
        var first = erase(register());
        await().until(() -> taskOf(first) == 1);
        clock.move(Duration.ofHours(-2));
        var second = erase(register());
        await().until(() -> taskOf(second) == 1);
        clock.move(Duration.ofHours(1));
        var third = erase(register());

        awaitOutcome(first);
        awaitOutcome(second);
        awaitOutcome(third);
    }

    @Test
    void aLeaseIsNotTakenFromAReplicaByAnotherOneWithAClockThatIsAhead() {
        database.update(
                "INSERT INTO outbox_lease (name, fence, until) VALUES ('probe', 0, '-infinity')");
        try {
            var holder = new Lease(database, "probe");
            var other = new Lease(database, "probe");
            assertThat(holder.hold()).isTrue();

            clock.move(Duration.ofHours(1));

            assertThat(other.hold()).isFalse();
            clock.move(Duration.ofHours(-2));
            assertThat(other.hold()).isFalse();
            assertThat(holder.hold()).isTrue();
        } finally {
            database.update("DELETE FROM outbox_lease WHERE name = 'probe'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aLogInOfWhichTheAgeIsInDoubtIsNotFresh(int hours) {
        var person = register();
        clock.move(Duration.ofHours(hours));

        RestAssured.given()
                .auth()
                .oauth2(Tokens.user(person))
                .delete("/v1/probes")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:login-too-old"));
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }

    private static UUID erase(UUID person) {
        Bus.publish(
                new SubjectDirective(
                        person, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, THEN));
        return person;
    }

    private int taskOf(UUID person) {
        return database.query(
                        "SELECT epoch FROM erasure_task WHERE account_id = ?",
                        rows -> rows.getLong("epoch"),
                        person)
                .size();
    }

    private static void awaitOutcome(UUID person) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        !Bus.events(
                                        Topics.DIRECTIVE_OUTCOMES,
                                        person.toString(),
                                        DirectiveOutcome.class)
                                .isEmpty());
    }
}
