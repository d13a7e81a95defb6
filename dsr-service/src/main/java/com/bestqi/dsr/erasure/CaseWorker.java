package com.bestqi.dsr.erasure;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import com.bestqi.platform.worker.WorkerPool;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on the cases that are due. */
@ApplicationScoped
class CaseWorker implements WorkerPool.Work<ErasureCase> {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(10);
    private static final BackOff AFTER_FAILURES =
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** Longer than any step takes; what another worker is still at is passed over anyway. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final ErasureCaseRepository cases;
    private final CaseSteps steps;
    private final CaseWakes wakes;
    private final CatchUp catchUp;
    private final DatabaseClock clock;
    private final ErasureConfig config;
    private @Nullable WorkerPool<ErasureCase> pool;

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
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        pool = WorkerPool.start("case-worker", config.workers(), wakes, this);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var started = pool;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public boolean ready() throws InterruptedException {
        // On an older copy of the database the directives must be known first.
        return catchUp.awaitReplayed(POLL);
    }

    @Override
    public List<ErasureCase> claim(int most) {
        return cases.claimDue(most, LEASE);
    }

    @Override
    public Duration pause() {
        return cases.nextDue()
                .map(at -> Duration.between(clock.instant(), at))
                .filter(wait -> wait.compareTo(POLL) < 0)
                .map(wait -> wait.compareTo(SHORTEST_POLL) > 0 ? wait : SHORTEST_POLL)
                .orElse(POLL);
    }

    @Override
    public void step(ErasureCase claimed) {
        steps.step(claimed);
    }

    @Override
    public void postpone(ErasureCase failed) {
        var pause = AFTER_FAILURES.after(failed.tries() - 1);
        cases.tryAgainAt(failed.requestId(), clock.instant().plus(pause));
    }
}
