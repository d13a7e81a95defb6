package com.bestqi.dsr.restriction;

import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.dsr.directive.Directives;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Notes which participants have a restriction in force, or its end. What is not signed by the
 * participant it names, or answers what was never ordered, is parked.
 */
@ApplicationScoped
class DirectiveOutcomeListener implements EventListener<DirectiveOutcome> {
    private static final Logger LOG = Logger.getLogger(DirectiveOutcomeListener.class);

    private final Certificates certificates;
    private final Directives directives;
    private final RestrictionRepository requests;
    private final RestrictionBook book;

    DirectiveOutcomeListener(
            Certificates certificates,
            Directives directives,
            RestrictionRepository requests,
            RestrictionBook book) {
        this.certificates = certificates;
        this.directives = directives;
        this.requests = requests;
        this.book = book;
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
        if (outcome.ofErasure() || outcome.ofPart()) {
            return; // the erasure's listener's
        }
        if (!certificates.holds(outcome)) {
            throw refuse(outcome, "forged");
        }
        if (!directives.ordered(outcome.accountId(), outcome.epoch())) {
            throw refuse(outcome, "never ordered");
        }
        requests.answered(outcome)
                .forEach(requestId -> book.inForce(outcome.accountId(), requestId));
    }

    private static RefusedOutcome refuse(DirectiveOutcome outcome, String why) {
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
