package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.ConsentMark;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ConsentMarks;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that cannot tell how fresh its copy of the consent states is permits nothing (G7). */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-8")
@Tag("RI-7")
class ConsentFreshnessTest {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @Inject Subjects subjects;
    @Inject Database database;

    @AfterEach
    void speak() {
        ConsentMarks.speak();
    }

    @Test
    void aCopyThatNobodyCallsCurrentPermitsNothingUntilItIsAgain() {
        var person = personWithCamera();

        ConsentMarks.fallSilent();
        await().atMost(BOUND.plusSeconds(5)).until(() -> !permitted(person));

        var known = subjects.live(person);
        assertThat(known.granted()).containsKey("camera");
        assertThat(known.permits("camera", Instant.now())).isFalse();
        assertThatThrownBy(() -> known.require("camera"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal ->
                                assertThat(refusal.problem())
                                        .isEqualTo(CommonProblem.CONSENT_UNKNOWN));
        assertThatThrownBy(() -> known.require("bluetooth"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal ->
                                assertThat(refusal.problem())
                                        .isEqualTo(CommonProblem.CONSENT_REQUIRED));

        ConsentMarks.speak();
        await().until(() -> permitted(person));
    }

    @Test
    void aPartitionThatWasNeverMarkedMakesAllUnknown() {
        var person = personWithCamera();
        ConsentMarks.fallSilent();
        var last = "SELECT max(partition) AS last FROM consent_mark";
        int partition = database.first(last, rows -> rows.getInt("last")).orElseThrow();

        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.update("DELETE FROM consent_mark WHERE partition = ?", partition));

        assertThat(permitted(person)).isFalse();
        ConsentMarks.speak();
        await().until(() -> permitted(person));
    }

    @Test
    void anOlderMarkChangesNothingAndLeavesNothingInTheInbox() {
        var person = personWithCamera();

        var late = Bus.publish(new ConsentMark("mark-0", 0, 6, LONG_AGO));
        var behind = personWithCamera();

        assertThat(permitted(person)).isTrue();
        assertThat(permitted(behind)).isTrue();
        assertThat(
                        database.query(
                                "SELECT event_id FROM inbox_event WHERE event_id = ?",
                                rows -> rows.getObject("event_id", UUID.class),
                                late))
                .isEmpty();
    }

    private UUID personWithCamera() {
        var person = UUID.randomUUID();
        Bus.publish(new ConsentState(person, 1, Map.of("camera", LONG_AGO), LONG_AGO));
        await().ignoreExceptionsInstanceOf(ProblemException.class).until(() -> permitted(person));
        return person;
    }

    private boolean permitted(UUID person) {
        return subjects.live(person).permits("camera");
    }
}
