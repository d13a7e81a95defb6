package com.bestqi.dsr.erasure;

import com.bestqi.dsr.directive.HoldsInForce;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Whole erasures that could not destroy everything because of a legal hold. */
@ApplicationScoped
public class HeldErasures {
    private static final Logger LOG = Logger.getLogger(HeldErasures.class);

    private final ErasureCaseRepository cases;
    private final HoldsInForce holds;
    private final Participants participants;
    private final Outbox outbox;
    private final ErasureConfig config;
    private final DatabaseClock clock;

    HeldErasures(
            ErasureCaseRepository cases,
            HoldsInForce holds,
            Participants participants,
            Outbox outbox,
            ErasureConfig config,
            DatabaseClock clock) {
        this.cases = cases;
        this.holds = holds;
        this.participants = participants;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Takes the lock of the person's case, if there is one, until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UUID accountId) {
        cases.lockOf(accountId);
    }

    /** Orders what is left, under a new number; nothing when nothing is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void orderAgain(UUID accountId, long epoch) {
        var now = clock.instant();
        cases.lockOf(accountId)
                .filter(found ->
                        found.state() == CaseState.RUNNING || found.state() == CaseState.PARTIAL)
                .ifPresent(found -> {
                    var requestId = found.requestId();
                    cases.runAgain(
                            requestId,
                            epoch,
                            participants.others(),
                            now,
                            now.plus(config.resendAfter()));
                    outbox.add(
                            cases.find(requestId).orElseThrow().directive(holds.holds(accountId)));
                    LOG.infof("erasure goes on: request %s, epoch %d", requestId, epoch);
                });
    }
}
