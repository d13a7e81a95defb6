package com.bestqi.dsr.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
@Tag("SE-3")
class OutcomeTrustTest {
    private static final List<String> BUT_DEVICE = List.of("account", "consent", "notification");

    private final Story story;

    OutcomeTrustTest(Story story) {
        this.story = story;
    }

    /** All but device have answered truly. */
    private ErasureCase almostDone() {
        var event = story.confirm();
        var running = story.running(event);
        Participants.answer(running, BUT_DEVICE);
        return running;
    }

    private void refused(ErasureCase about, DirectiveOutcome wrong) {
        long before = story.parked(Topics.DIRECTIVE_OUTCOMES, about.accountId());

        Bus.publish(wrong);

        story.applied(Topics.DIRECTIVE_OUTCOMES, about.accountId());
        assertThat(story.parked(Topics.DIRECTIVE_OUTCOMES, about.accountId()))
                .isEqualTo(before + 2);
        var after = story.find(about.requestId());
        assertThat(after.state()).isEqualTo(CaseState.RUNNING);
        assertThat(after.awaited()).containsExactly("device");
        assertThat(story.answers(about.requestId())).isEqualTo(3);
    }

    private void endsWell(ErasureCase about) {
        Participants.answer(about, List.of("device"));
        var over = story.inState(about.requestId(), CaseState.COMPLETED);
        assertThat(story.certificate(over).result()).isEqualTo("complete");
    }

    @Test
    void anAnswerSignedByAnotherServiceIsRefused() throws Exception {
        var about = almostDone();
        var said = Participants.statement("device", about);
        var json = ProofJson.MAPPER.writeValueAsString(said);

        refused(
                about,
                Participants.outcome(
                        said, ParticipantKeys.sign("account", Certificate.OUTCOME_TYPE, json)));

        endsWell(about);
    }

    @Test
    void anAnswerWithATamperedSignatureIsRefused() {
        var about = almostDone();
        var good = Participants.outcome("device", about);
        var parts = good.statement().split("\\.");
        var other = Participants.outcome("account", about).statement().split("\\.");

        refused(
                about,
                new DirectiveOutcome(
                        about.accountId(),
                        about.requestId(),
                        about.epoch(),
                        "device",
                        parts[0] + "." + parts[1] + "." + other[2]));
        refused(
                about,
                new DirectiveOutcome(
                        about.accountId(), about.requestId(), about.epoch(), "device", "nonsense"));

        endsWell(about);
    }

    @Test
    void aCertificateIsNoAnswer() throws Exception {
        var about = almostDone();
        var said = Participants.statement("device", about);
        var json = ProofJson.MAPPER.writeValueAsString(said);

        refused(
                about,
                Participants.outcome(said, ParticipantKeys.sign("device", Certificate.TYPE, json)));

        endsWell(about);
    }

    @Test
    void anAnswerAboutSomebodyElseIsRefused() {
        var about = almostDone();
        var said = Participants.statement("device", about);
        var foreign =
                new OutcomeStatement(
                        "device",
                        said.requestId(),
                        UUID.randomUUID(),
                        said.epoch(),
                        said.completedAt(),
                        said.stores(),
                        true);

        refused(about, Participants.outcome(said, ParticipantKeys.sign(foreign)));

        endsWell(about);
    }

    @Test
    void anAnswerToAnotherDirectiveIsRefused() {
        var about = almostDone();
        var said = Participants.statement("device", about);
        var early =
                new OutcomeStatement(
                        "device",
                        said.requestId(),
                        said.sub(),
                        said.epoch() + 1,
                        said.completedAt(),
                        said.stores(),
                        true);

        refused(about, Participants.outcome(early, ParticipantKeys.sign(early)));

        endsWell(about);
    }

    @Test
    void anAnswerThatNamesAnotherRequestIsRefused() {
        var about = almostDone();
        var said = Participants.statement("device", about);
        var other =
                new OutcomeStatement(
                        "device",
                        UUID.randomUUID(),
                        said.sub(),
                        said.epoch(),
                        said.completedAt(),
                        said.stores(),
                        true);

        refused(about, Participants.outcome(other, ParticipantKeys.sign(other)));

        endsWell(about);
    }

    @Test
    void anAnswerNobodyAskedForIsParked() {
        var accountId = UUID.randomUUID();
        var event = new AccountDeletionConfirmed(accountId, UUID.randomUUID(), Story.CONFIRMED_AT);
        var said =
                new OutcomeStatement(
                        "device",
                        event.requestId(),
                        accountId,
                        1,
                        Story.CONFIRMED_AT,
                        List.of(),
                        true);

        Bus.publish(Participants.outcome(said, ParticipantKeys.sign(said)));

        story.applied(Topics.DIRECTIVE_OUTCOMES, accountId);
        assertThat(story.parked(Topics.DIRECTIVE_OUTCOMES, accountId)).isEqualTo(2);
        assertThat(story.answers(event.requestId())).isZero();
    }
}
