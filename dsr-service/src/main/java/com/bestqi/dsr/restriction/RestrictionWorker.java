package com.bestqi.dsr.restriction;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    RestrictionWorker(
            RestrictionRepository requests, RestrictionOrders orders, MeterRegistry metrics) {
        this.requests = requests;
        this.orders = orders;
        metrics.gauge("restriction.overdue", this, worker -> worker.requests.silent());
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("restriction-worker").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        try {
            do {
                round();
            } while (!stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("restriction worker was interrupted to stop", e);
        }
    }

    private void round() {
        try {
            QuarkusTransaction.requiringNew()
                    .call(() -> requests.claimDue(AT_ONCE, LEASE))
                    .forEach(this::step);
        } catch (RuntimeException e) {
            LOG.warnf("restrictions not looked up: %s", e.getClass().getSimpleName());
            LOG.debug("restriction round failure", e);
        }
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
