package com.bestqi.dsr.hold;

import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Notes which services have a hold in force, or its end. Any answer about what is in force counts,
 * for every directive says all of it. What is forged is refused by the listener of restrictions.
 */
@ApplicationScoped
class DirectiveOutcomeListener implements EventListener<DirectiveOutcome> {
    private final Certificates certificates;
    private final LegalHoldRepository holds;

    DirectiveOutcomeListener(Certificates certificates, LegalHoldRepository holds) {
        this.certificates = certificates;
        this.holds = holds;
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
        if (!outcome.ofErasure() && !outcome.ofPart() && certificates.holds(outcome)) {
            holds.confirmed(outcome);
        }
    }
}
