package com.bestqi.dsr.erasure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
class BeginErasureTest {
    private final Story story;
    private final ErasureCaseRepository cases;
    private final CaseWakes wakes;
    private final SubjectKeys keys;
    private final Database database;
    private final MovableClock clock;

    BeginErasureTest(
            Story story,
            ErasureCaseRepository cases,
            CaseWakes wakes,
            SubjectKeys keys,
            Database database,
            MovableClock clock) {
        this.story = story;
        this.cases = cases;
        this.wakes = wakes;
        this.keys = keys;
        this.database = database;
        this.clock = clock;
    }

    @AfterEach
    void presentTime() {
        clock.reset();
    }

    private AccountDeletionConfirmed confirmWithContactAnswers(int... statuses) {
        var event =
                new AccountDeletionConfirmed(
                        UUID.randomUUID(), UUID.randomUUID(), Story.CONFIRMED_AT);
        Doubles.contactAnswers(event.accountId(), statuses);
        Bus.publish(event);
        return event;
    }

    @Test
    @Tag("SE-4")
    void theAddressIsKeptOnlyAsCiphertextUnderAKeyOfTheCase() {
        var event = confirmWithContactAnswers();

        story.running(event);

        var email =
                database.first(
                                "SELECT email FROM erasure_contact WHERE request_id = ?",
                                rows -> rows.getBytes("email"),
                                event.requestId())
                        .orElseThrow();
        assertThat(new String(email, ISO_8859_1)).doesNotContain("canary");
        assertThat(keys.cipher(event.requestId()).decrypt("erasure_contact.email", email))
                .isEqualTo(Doubles.address(event.accountId()));
        Participants.answer(story.find(event.requestId()), Participants.OTHERS);
        story.inState(event.requestId(), CaseState.COMPLETED);
    }

    @Test
    void anAccountServiceThatIsAwayForAWhileIsAskedAgain() {
        var event = confirmWithContactAnswers(503, 500, 401);

        var running = story.running(event);

        assertThat(Doubles.contactCalls(event.accountId())).isEqualTo(4);
        assertThat(story.addresses(event.accountId())).isEqualTo(1);
        Participants.answer(running, Participants.OTHERS);
        story.inState(event.requestId(), CaseState.COMPLETED);
        assertThat(story.mail(event.requestId())).isEqualTo("SENT");
    }

    @Test
    void anAccountServiceThatStaysAwayDoesNotHoldUpTheErasure() {
        var statuses = new int[40];
        Arrays.fill(statuses, 503);
        var event = confirmWithContactAnswers(statuses);

        var running = story.running(event);

        assertThat(Doubles.contactCalls(event.accountId())).isBetween(3, 30);
        assertThat(story.addresses(event.accountId())).isZero();
        Participants.answer(running, Participants.OTHERS);
        story.inState(event.requestId(), CaseState.COMPLETED);
        assertThat(story.mail(event.requestId())).isEqualTo("NO_ADDRESS");
    }

    @Test
    void anAddressThatIsGoneIsNotAskedForTwice() {
        var gone = confirmWithContactAnswers(410);
        var unknown = confirmWithContactAnswers(404);

        story.running(gone);
        story.running(unknown);

        assertThat(Doubles.contactCalls(gone.accountId())).isEqualTo(1);
        assertThat(Doubles.contactCalls(unknown.accountId())).isEqualTo(1);
        Participants.answer(story.find(gone.requestId()), Participants.OTHERS);
        Participants.answer(story.find(unknown.requestId()), Participants.OTHERS);
        story.inState(gone.requestId(), CaseState.COMPLETED);
        story.inState(unknown.requestId(), CaseState.COMPLETED);
        assertThat(story.mail(gone.requestId())).isEqualTo("NO_ADDRESS");
    }

    @Test
    void nothingIsOrderedBeforeTheCoolOffIsOver() {
        var accountId = UUID.randomUUID();
        var requestId = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    wakes.afterCommit();
                    cases.open(requestId, accountId, Story.CONFIRMED_AT, Duration.ofSeconds(3));
                });

        var coolingOff = story.inState(requestId, CaseState.COOLING_OFF);

        assertThat(Doubles.contactCalls(accountId)).isZero();
        assertThat(Participants.directives(accountId)).isEmpty();
        var running = story.inState(requestId, CaseState.RUNNING);
        assertThat(running.directedAt()).isAfterOrEqualTo(coolingOff.eraseAt());
        Participants.answer(running, Participants.OTHERS);
        story.inState(requestId, CaseState.COMPLETED);
    }

    @Test
    @Tag("F10")
    void aClockThatIsWrongDoesNotCutTheCoolOffShort() {
        var coolOff = Duration.ofMinutes(30);
        var began = Instant.now();
        clock.move(Duration.ofHours(-1));
        var requestId = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    wakes.afterCommit();
                    cases.open(requestId, UUID.randomUUID(), Story.CONFIRMED_AT, coolOff);
                });
        var coolingOff = story.inState(requestId, CaseState.COOLING_OFF);
        assertThat(coolingOff.eraseAt()).isAfterOrEqualTo(began.plus(coolOff));

        clock.move(Duration.ofHours(2));
        var later = confirmWithContactAnswers(410);
        story.running(later);
        assertThat(story.find(requestId).state()).isEqualTo(CaseState.COOLING_OFF);

        clock.moveAll(coolOff.plusMinutes(1));
        var running = story.inState(requestId, CaseState.RUNNING);
        Participants.answer(running, Participants.OTHERS);
        Participants.answer(story.find(later.requestId()), Participants.OTHERS);
        story.inState(requestId, CaseState.COMPLETED);
        story.inState(later.requestId(), CaseState.COMPLETED);
    }

    @Test
    @Tag("RT-3")
    void aKeyThatACrashLeftBehindIsDestroyedLater() {
        var requestId = UUID.randomUUID();
        keys.ensure(requestId);

        QuarkusTransaction.requiringNew()
                .run(() -> {
                    wakes.afterCommit();
                    cases.open(
                            requestId, UUID.randomUUID(), Story.CONFIRMED_AT, Duration.ofDays(1));
                    database.update(
                            "UPDATE erasure_case SET epoch = 1 WHERE request_id = ?", requestId);
                    cases.close(requestId, CaseState.COMPLETED, MailState.SENT, "a.b.c");
                });

        await().until(() -> keys.destroyed(List.of(requestId)).contains(requestId));
        await().until(
                        () ->
                                story.count(
                                        "SELECT count(*) AS n FROM erasure_case"
                                                + " WHERE request_id = ? AND next_at IS NULL",
                                        requestId),
                        resting -> resting == 1);
    }
}
