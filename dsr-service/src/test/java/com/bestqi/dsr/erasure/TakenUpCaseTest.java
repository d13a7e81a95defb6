package com.bestqi.dsr.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.directive.Directives;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Directives that this service gave after the backup it was restored from (F8). */
@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
@Tag("F8")
class TakenUpCaseTest {
    private final Story story;
    private final Directives directives;

    TakenUpCaseTest(Story story, Directives directives) {
        this.story = story;
        this.directives = directives;
    }

    @Test
    void aCaseTheDatabaseHasLostIsCertifiedFromAnswersGatheredAnew() {
        var directive =
                new SubjectDirective(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        SubjectDirective.Kind.ERASE,
                        7,
                        Story.CONFIRMED_AT);
        Bus.publish(directive);

        var running = story.inState(directive.requestId(), CaseState.RUNNING);
        assertThat(running.epoch()).isEqualTo(7);
        assertThat(running.directive(List.of())).isEqualTo(directive);
        assertThat(running.awaited()).containsAll(Participants.OTHERS);
        Bus.publish(
                new AccountDeletionConfirmed(
                        directive.accountId(), directive.requestId(), Story.CONFIRMED_AT));
        story.applied(Topics.ACCOUNT_EVENTS, directive.accountId());
        assertThat(story.find(directive.requestId()).epoch()).isEqualTo(7);

        Participants.answer(running, Participants.OTHERS);

        var over = story.inState(directive.requestId(), CaseState.COMPLETED);
        assertThat(story.certificate(over).result()).isEqualTo("complete");
        assertThat(story.mail(directive.requestId())).isEqualTo("NO_ADDRESS");
        assertThat(directives.ordered(directive.accountId(), 7)).isTrue();
        assertThat(directives.ordered(directive.accountId(), 8)).isFalse();
    }

    @Test
    void aDirectiveOfARunningCaseChangesNothing() {
        var running = story.running(story.confirm());
        await().until(() -> Participants.directives(running.accountId()).size() >= 1);

        story.applied(Topics.SUBJECT_DIRECTIVES, running.accountId());

        assertThat(story.find(running.requestId()).certificateId())
                .isEqualTo(running.certificateId());
        Participants.answer(running, Participants.OTHERS);
        var over = story.inState(running.requestId(), CaseState.COMPLETED);
        assertThat(over.epoch()).isEqualTo(running.epoch());
    }
}
