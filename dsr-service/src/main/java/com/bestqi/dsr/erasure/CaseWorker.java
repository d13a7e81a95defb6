package com.bestqi.dsr.erasure;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works on the cases that are due, several at once, so that one slow mail holds up nobody else's
 * case. What a case needs next stands in its row; a crash costs at most the lease.
 */
@ApplicationScoped
class CaseWorker {
    private static final Logger LOG = Logger.getLogger(CaseWorker.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final BackOff AFTER_FAILURES =
            new BackOff(AFTER_FAILURE, Duration.ofSeconds(30));

    /** Longer than any step takes; what another worker is still at is passed over anyway. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final ErasureCaseRepository cases;
    private final CaseSteps steps;
    private final CaseWakes wakes;
    private final CatchUp catchUp;
    private final DatabaseClock clock;
    private final int most;
    private final Semaphore slots;
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable ExecutorService pool;

    CaseWorker(
            ErasureCaseRepository cases,
            CaseSteps steps,
            CaseWakes wakes,
            CatchUp catchUp,
            DatabaseClock clock,
            ErasureConfig config) {
        this.cases = cases;
        this.steps = steps;
        this.wakes = wakes;
        this.catchUp = catchUp;
        this.clock = clock;
        this.most = config.workers();
        this.slots = new Semaphore(most);
    }

    void start(@Observes StartupEvent event) {
        running = true;
        var workers =
                Executors.newFixedThreadPool(
                        most, Thread.ofPlatform().name("case-worker-", 1).daemon().factory());
        pool = workers;
        thread =
                Thread.ofPlatform().name("case-dispatcher").daemon().start(() -> dispatch(workers));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wakes.now();
        var dispatcher = thread;
        if (dispatcher != null) {
            dispatcher.join(Duration.ofSeconds(2));
        }
        var workers = pool;
        if (workers != null) {
            workers.shutdown();
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.info("a case is left in the middle of a step; the next start repeats it");
            }
        }
    }

    private void dispatch(ExecutorService workers) {
        while (running) {
            try {
                // On an older copy of the database the directives must be known first.
                if (catchUp.awaitReplayed(POLL)) {
                    dispatchDue(workers);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("cases not looked up, tries again: %s", e.getClass().getSimpleName());
                LOG.debug("case dispatcher failure", e);
                rest();
            }
        }
    }

    private void dispatchDue(ExecutorService workers) throws InterruptedException {
        slots.acquire();
        int free = 1 + slots.drainPermits();
        List<ErasureCase> claimed = List.of();
        try {
            claimed = QuarkusTransaction.requiringNew().call(() -> cases.claimDue(free, LEASE));
        } finally {
            slots.release(free - claimed.size());
        }
        claimed.forEach(found -> workers.execute(() -> work(found)));
        if (claimed.size() < free) {
            wakes.await(untilDue());
        }
    }

    private Duration untilDue() {
        return cases.nextDue()
                .map(at -> Duration.between(clock.instant(), at))
                .filter(wait -> wait.compareTo(POLL) < 0)
                .map(wait -> wait.compareTo(SHORTEST_POLL) > 0 ? wait : SHORTEST_POLL)
                .orElse(POLL);
    }

    private void work(ErasureCase claimed) {
        try {
            steps.step(claimed);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "case step failed, tries again: request %s, %s",
                    claimed.requestId(), e.getClass().getSimpleName());
            LOG.debug("case step failure", e);
            postpone(claimed);
        } finally {
            slots.release();
            wakes.now();
        }
    }

    private void postpone(ErasureCase failed) {
        var pause = AFTER_FAILURES.after(failed.tries() - 1);
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> cases.tryAgainAt(failed.requestId(), clock.instant().plus(pause)));
        } catch (RuntimeException e) {
            LOG.debug("not postponed; the end of the lease does it", e);
        }
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
