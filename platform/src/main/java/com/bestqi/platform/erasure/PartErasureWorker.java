package com.bestqi.platform.erasure;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.WorkerThread;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Carries out the erasures of a part, one chunk at a time, one thread a replica. */
@ApplicationScoped
public class PartErasureWorker {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final PartErasureEngine engine;
    private final PartErasureTasks tasks;
    private final ErasureSupport support;
    private final CatchUp catchUp;
    private @Nullable WorkerThread thread;

    /** Everything it needs is injected. */
    public PartErasureWorker(
            PartErasureEngine engine,
            PartErasureTasks tasks,
            ErasureSupport support,
            CatchUp catchUp) {
        this.engine = engine;
        this.tasks = tasks;
        this.support = support;
        this.catchUp = catchUp;
    }

    public void start(@Observes StartupEvent event) {
        thread = WorkerThread.start("part-erasure-worker", support.partWakes(), this::round);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var worker = thread;
        if (worker != null) {
            worker.stop();
        }
    }

    private void round() throws InterruptedException {
        if (!catchUp.awaitReplayed(POLL)) {
            return;
        }
        try {
            boolean worked = QuarkusTransaction.requiringNew().call(engine::step);
            support.partWakes().await(worked ? support.pauseAfterChunk() : POLL);
        } catch (RuntimeException e) {
            QuarkusTransaction.requiringNew().run(() -> tasks.putOff(AFTER_FAILURE));
            throw e;
        }
    }
}
