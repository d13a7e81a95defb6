package com.bestqi.dsr.erasure;

import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.proof.OutcomeStatement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Gathers the signed answers to ERASE directives. What is not signed by the participant it names,
 * speaks of something else than its event, or answers what was never asked, is refused: the event
 * is parked for people to look at, and nothing of it is kept.
 */
@ApplicationScoped
class DirectiveOutcomeListener implements EventListener<DirectiveOutcome> {
    private static final Logger LOG = Logger.getLogger(DirectiveOutcomeListener.class);

    private final Certificates certificates;
    private final OutcomeRepository outcomes;
    private final PartErasures parts;
    private final CaseWakes wakes;
    private final Participants participants;
    private final Counter refused;

    DirectiveOutcomeListener(
            Certificates certificates,
            OutcomeRepository outcomes,
            PartErasures parts,
            CaseWakes wakes,
            Participants participants,
            MeterRegistry metrics) {
        this.certificates = certificates;
        this.outcomes = outcomes;
        this.parts = parts;
        this.wakes = wakes;
        this.participants = participants;
        this.refused =
                Counter.builder("erasure.outcome.refused")
                        .description("Answers refused, counted each time one is tried")
                        .register(metrics);
    }

    @Override
    public Class<DirectiveOutcome> type() {
        return DirectiveOutcome.class;
    }

    @Override
    public String topic() {
        return Topics.DIRECTIVE_OUTCOMES;
    }

    @Override
    public void on(DirectiveOutcome outcome) {
        if (!outcome.ofErasure() && !outcome.ofPart()) {
            return; // the restriction's listener's
        }
        var said = certificates.check(outcome).orElseThrow(() -> refuse(outcome, "forged"));
        if (!registered(said)) {
            throw refuse(outcome, "not a participant");
        }
        if (outcome.ofPart()) {
            if (!parts.answered(outcome)) {
                throw refuse(outcome, "never asked");
            }
            return;
        }
        if (outcomes.keep(outcome, said)) {
            wakes.afterCommit();
        } else if (!outcomes.fits(outcome)) {
            throw refuse(outcome, "never asked");
        }
    }

    private boolean registered(OutcomeStatement said) {
        return participants.all().contains(said.service());
    }

    private RefusedOutcome refuse(DirectiveOutcome outcome, String why) {
        refused.increment();
        LOG.errorf("answer refused, %s: request %s", why, outcome.requestId());
        return new RefusedOutcome(why);
    }

    /** Parks the event. */
    static final class RefusedOutcome extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedOutcome(String why) {
            super(why, null, false, false);
        }
    }
}
