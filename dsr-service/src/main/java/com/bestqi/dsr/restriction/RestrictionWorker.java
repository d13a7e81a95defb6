package com.bestqi.dsr.restriction;

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

/**
 * Tells persons that their restriction ends, ends it, and reminds participants that are silent.
 * What a request needs next stands in its row; a crash costs at most the lease.
 */
@ApplicationScoped
class RestrictionWorker {
    private static final Logger LOG = Logger.getLogger(RestrictionWorker.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int AT_ONCE = 50;

    private final RestrictionRepository requests;
    private final RestrictionOrders orders;
    private final Wakes wakes;
    private @Nullable WorkerThread thread;

    RestrictionWorker(
            RestrictionRepository requests,
            RestrictionOrders orders,
            TransactionSynchronizationRegistry transactions,
            MeterRegistry metrics) {
        this.requests = requests;
        this.orders = orders;
        this.wakes = new Wakes(transactions);
        metrics.gauge("restriction.overdue", this, worker -> worker.requests.silent());
    }

    void start(@Observes StartupEvent event) {
        thread = WorkerThread.start("restriction-worker", wakes, this::round);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var worker = thread;
        if (worker != null) {
            worker.stop();
        }
    }

    private void round() throws InterruptedException {
        QuarkusTransaction.requiringNew()
                .call(() -> requests.claimDue(AT_ONCE, LEASE))
                .forEach(this::step);
        wakes.await(POLL);
    }

    private void step(RestrictionRepository.Claimed claimed) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> orders.step(claimed.accountId(), claimed.requestId()));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "restriction waits for its lease: request %s, %s",
                    claimed.requestId(), e.getClass().getSimpleName());
            LOG.debug("restriction step failure", e);
        }
    }
}
