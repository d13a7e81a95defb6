package com.bestqi.dsr.erasure;

import com.bestqi.dsr.directive.Directives;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Reads back what this service ordered itself. On a database restored from a backup it is how the
 * numbers given since and the cases ordered since come back; otherwise it changes nothing.
 */
@ApplicationScoped
class OwnDirectiveListener implements EventListener<SubjectDirective> {
    private static final Logger LOG = Logger.getLogger(OwnDirectiveListener.class);

    private final ErasureCaseRepository cases;
    private final PartErasures parts;
    private final Directives directives;
    private final Participants participants;
    private final CaseWakes wakes;
    private final ErasureConfig config;
    private final DatabaseClock clock;

    OwnDirectiveListener(
            ErasureCaseRepository cases,
            PartErasures parts,
            Directives directives,
            Participants participants,
            CaseWakes wakes,
            ErasureConfig config,
            DatabaseClock clock) {
        this.cases = cases;
        this.parts = parts;
        this.directives = directives;
        this.participants = participants;
        this.wakes = wakes;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Class<SubjectDirective> type() {
        return SubjectDirective.class;
    }

    @Override
    public String topic() {
        return Topics.SUBJECT_DIRECTIVES;
    }

    @Override
    public void on(SubjectDirective directive) {
        directives.know(directive);
        if (directive.kind() != SubjectDirective.Kind.ERASE) {
            parts.takeUp(directive);
            return;
        }
        // The outcomes are read again too; only who answered longer ago than the topic lasts is
        // asked.
        var resendAt = clock.instant().plus(config.resendAfter());
        if (cases.takeUp(directive, participants.others(), resendAt)) {
            wakes.afterCommit();
            LOG.warnf("case taken up again after a restore: request %s", directive.requestId());
        }
    }
}
