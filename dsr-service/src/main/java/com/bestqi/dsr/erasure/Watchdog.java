package com.bestqi.dsr.erasure;

import com.bestqi.dsr.directive.HoldsInForce;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Reminds participants that stay silent by sending the same directive again, less and less often,
 * for ever. Those who have carried it out answer with the statement they gave before.
 */
@ApplicationScoped
class Watchdog {
    private static final Logger LOG = Logger.getLogger(Watchdog.class);

    private final ErasureCaseRepository cases;
    private final HoldsInForce holds;
    private final Outbox outbox;
    private final ErasureConfig config;
    private final DatabaseClock clock;

    Watchdog(
            ErasureCaseRepository cases,
            HoldsInForce holds,
            Outbox outbox,
            ErasureConfig config,
            DatabaseClock clock,
            MeterRegistry metrics) {
        this.cases = cases;
        this.holds = holds;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
        metrics.gauge("erasure.overdue", this, watchdog -> watchdog.cases.silent());
        metrics.gauge("erasure.escalated", this, Watchdog::escalated);
    }

    private double escalated() {
        return cases.runningSince(clock.instant().minus(config.escalateAfter()));
    }

    /** Sends again if it is time to; otherwise comes back when it is. */
    void step(ErasureCase claimed) {
        QuarkusTransaction.requiringNew()
                .run(() -> cases.lock(claimed.requestId()).ifPresent(this::remind));
    }

    private void remind(ErasureCase locked) {
        if (locked.state() != CaseState.RUNNING || locked.awaited().isEmpty()) {
            return;
        }
        if (!due(locked)) {
            cases.tryAgainAt(locked.requestId(), dueAt(locked));
            return;
        }
        var orderedAt = Objects.requireNonNull(locked.directedAt());
        if (clock.instant().isBefore(orderedAt.plus(config.escalateAfter()))) {
            LOG.warnf(
                    "erasure overdue, directive sent again: request %s, silent: %s",
                    locked.requestId(), locked.awaited());
        } else {
            LOG.errorf(
                    "ALARM erasure without answer since %s, sent again %d times: request %s, due"
                            + " %s, silent: %s",
                    orderedAt,
                    locked.resent(),
                    locked.requestId(),
                    locked.dueAt(),
                    locked.awaited());
        }
        sendAgain(locked);
    }

    /** The directive again, and the time of the next reminder; in the caller's transaction. */
    void sendAgain(ErasureCase locked) {
        outbox.add(locked.directive(holds.holds(locked.accountId())));
        var pause =
                new BackOff(config.resendAfter(), config.resendAtMost()).after(locked.resent() + 1);
        cases.reminded(locked.requestId(), clock.instant().plus(pause));
    }

    boolean due(ErasureCase locked) {
        return !clock.instant().isBefore(dueAt(locked));
    }

    private static Instant dueAt(ErasureCase locked) {
        var at = locked.resendAt();
        if (at == null) {
            throw new IllegalStateException("no directive yet: " + locked.requestId());
        }
        return at;
    }
}
