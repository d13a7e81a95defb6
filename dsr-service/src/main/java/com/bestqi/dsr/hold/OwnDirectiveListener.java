package com.bestqi.dsr.hold;

import com.bestqi.dsr.directive.Directives;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Reads back what this service ordered itself. On a database restored from a backup the holds
 * placed since come back with it, and those released since end; otherwise it changes nothing.
 */
@ApplicationScoped
class OwnDirectiveListener implements EventListener<SubjectDirective> {
    private static final Logger LOG = Logger.getLogger(OwnDirectiveListener.class);

    private final LegalHoldRepository holds;
    private final Directives directives;
    private final Participants participants;
    private final DatabaseClock clock;

    OwnDirectiveListener(
            LegalHoldRepository holds,
            Directives directives,
            Participants participants,
            DatabaseClock clock) {
        this.holds = holds;
        this.directives = directives;
        this.participants = participants;
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
        if (directives.ordered(directive.accountId(), directive.epoch() + 1)) {
            return;
        }
        holds.endUnnamed(directive);
        boolean erased = directive.kind() == SubjectDirective.Kind.ERASE;
        var awaited = erased ? List.<String>of() : participants.all();
        for (var hold : directive.held()) {
            var known = holds.find(hold.holdId());
            if (known.isEmpty()) {
                holds.insert(
                        new LegalHold(
                                directive.accountId(),
                                hold,
                                null,
                                null,
                                directive.at(),
                                null,
                                null,
                                directive.epoch(),
                                awaited,
                                0),
                        clock.instant());
                LOG.warnf("hold taken up after a restore: %s", hold.holdId());
            }
        }
    }
}
