package com.bestqi.dsr.directive;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/**
 * Sends directives that are not the last about a person. Each says all that is in force, holds
 * included, and all that was erased in part, for the topic keeps only the newest. To be called
 * while the person's row of directive numbers is held.
 */
@ApplicationScoped
public class DirectiveSender {
    private final InForce restrictions;
    private final OrderedParts parts;
    private final HoldsInForce holds;
    private final Outbox outbox;

    DirectiveSender(InForce restrictions, OrderedParts parts, HoldsInForce holds, Outbox outbox) {
        this.restrictions = restrictions;
        this.parts = parts;
        this.holds = holds;
        this.outbox = outbox;
    }

    /** Sends one with this transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void send(
            UUID accountId, UUID requestId, SubjectDirective.Kind kind, long epoch, Instant at) {
        outbox.add(
                new SubjectDirective(
                        accountId,
                        requestId,
                        kind,
                        epoch,
                        restrictions.inForce(accountId),
                        parts.ordered(accountId),
                        holds.holds(accountId),
                        at));
    }
}
