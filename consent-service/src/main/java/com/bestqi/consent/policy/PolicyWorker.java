package com.bestqi.consent.policy;

import com.bestqi.platform.inbox.CatchUp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Brings versions into force when their time has come, and carries out what follows. Any number of
 * replicas may do so: locks in the database let one of them at each step.
 */
@ApplicationScoped
class PolicyWorker {
    private static final Logger LOG = Logger.getLogger(PolicyWorker.class);

    private final PolicyEnactment enactment;
    private final CatchUp catchUp;

    PolicyWorker(PolicyEnactment enactment, CatchUp catchUp, MeterRegistry metrics) {
        this.enactment = enactment;
        this.catchUp = catchUp;
        Gauge.builder("policy.overdue.seconds", enactment, PolicyEnactment::overdueSeconds)
                .description("How long a version has been due that waits for notices")
                .register(metrics);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        // On an older copy of the database the tombstones must be up first.
        if (!catchUp.replayed()) {
            return;
        }
        try {
            enactment.enactDue();
            boolean more;
            do {
                more = enactment.askAgain();
            } while (more);
        } catch (RuntimeException e) {
            LOG.warnf("the policy waits, tried again: %s", e.getClass().getSimpleName());
            LOG.debug("policy round failure", e);
        }
    }
}
