package com.bestqi.dsr.hold;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.Wakes;
import com.bestqi.platform.worker.WorkerThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends holds when their time is over, and reminds services that are silent about one. */
@ApplicationScoped
class HoldWorker {
    private static final Logger LOG = Logger.getLogger(HoldWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int AT_ONCE = 50;

    private final LegalHoldRepository rows;
    private final Holds holds;
    private final CatchUp catchUp;
    private final Wakes wakes;
    private @Nullable WorkerThread thread;

    HoldWorker(
            LegalHoldRepository rows,
            Holds holds,
            CatchUp catchUp,
            TransactionSynchronizationRegistry transactions,
            MeterRegistry metrics) {
        this.rows = rows;
        this.holds = holds;
        this.catchUp = catchUp;
        this.wakes = new Wakes(transactions);
        metrics.gauge("hold.overdue", this, worker -> worker.rows.silent());
    }

    void start(@Observes StartupEvent event) {
        thread = WorkerThread.start("hold-worker", wakes, this::round);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var worker = thread;
        if (worker != null) {
            worker.stop();
        }
    }

    private void round() throws InterruptedException {
        if (!catchUp.awaitReplayed(POLL)) {
            return;
        }
        QuarkusTransaction.requiringNew()
                .call(() -> rows.claimDue(AT_ONCE, LEASE))
                .forEach(this::step);
        wakes.await(POLL);
    }

    private void step(LegalHold due) {
        try {
            holds.step(due);
        } catch (RuntimeException e) {
            LOG.warnf("hold waits for its lease: %s, %s", due.id(), e.getClass().getSimpleName());
            LOG.debug("hold step failure", e);
        }
    }
}
