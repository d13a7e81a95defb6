package com.bestqi.dsr.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.ParticipantPresent;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who must answer before anything is complete. */
@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
class ParticipantTest {
    private static final Instant THEN = Instant.parse("2026-11-22T08:00:00Z");

    private final Story story;
    private final Database database;

    ParticipantTest(Story story, Database database) {
        this.story = story;
        this.database = database;
    }

    @Test
    void whoRegistersDuringACaseMustAnswerItToo() {
        var running = story.running(story.confirm());
        var newcomer = "newcomer-" + UUID.randomUUID();
        try {
            Bus.publish(new ParticipantPresent(newcomer, "digest", List.of("thing"), THEN));
            await().until(() -> story.find(running.requestId()).awaited().contains(newcomer));
            Participants.answer(running, Participants.OTHERS);

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            story.find(running.requestId()).awaited().equals(List.of(newcomer)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Participants.directives(running.accountId()).size() >= 3);
            assertThat(story.find(running.requestId()).state()).isEqualTo(CaseState.RUNNING);
        } finally {
            forget(newcomer);
        }
        story.inState(running.requestId(), CaseState.COMPLETED);
    }

    @Test
    void aParticipantOfWhomTheCaseNeverKnewIsAskedBeforeTheEnd() {
        var running = story.running(story.confirm());
        var newcomer = "unheard-" + UUID.randomUUID();
        try {
            // As when both commit at the same moment and neither sees the other.
            database.update(
                    "INSERT INTO participant VALUES (?, 'digest', '{}', ?, ?)",
                    newcomer,
                    THEN,
                    THEN);
            Participants.answer(running, Participants.OTHERS);

            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            story.find(running.requestId()).awaited().equals(List.of(newcomer)));
            assertThat(story.find(running.requestId()).certificate()).isNull();
        } finally {
            forget(newcomer);
        }
        story.inState(running.requestId(), CaseState.COMPLETED);
    }

    @Test
    void aSilentParticipantIsCalledOutAndMakesNobodyUnready() {
        await().atMost(Duration.ofSeconds(20)).until(() -> wellness().contains("consent"));
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(given().get("/q/metrics").asString())
                .containsPattern("participant_silent\\{?.* [1-9]");

        Bus.publish(new ParticipantPresent("consent", "digest", List.of("permission"), THEN));

        await().atMost(Duration.ofSeconds(20)).until(() -> !wellness().contains("consent"));
        await().atMost(Duration.ofSeconds(20)).until(() -> wellness().contains("consent"));
    }

    private static String wellness() {
        return given().get("/q/health/well").asString();
    }

    /** What only a person may decide. */
    private void forget(String participant) {
        database.update("DELETE FROM participant WHERE service = ?", participant);
        database.update(
                "UPDATE erasure_case SET awaited = array_remove(awaited, ?), next_at = now()"
                        + " WHERE ? = ANY (awaited)",
                participant,
                participant);
    }
}
