package com.bestqi.platform.erasure;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.WorkerThread;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the erasures that the engine has queued, one chunk at a time, one thread a replica:
 * deletion must never be what slows a service down.
 */
@ApplicationScoped
public class ErasureWorker {
    private static final Logger LOG = Logger.getLogger(ErasureWorker.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final ErasureEngine engine;
    private final ErasureTasks tasks;
    private final ErasureSupport support;
    private final CatchUp catchUp;
    private @Nullable WorkerThread thread;

    /** Everything it needs is injected. */
    public ErasureWorker(
            ErasureEngine engine, ErasureTasks tasks, ErasureSupport support, CatchUp catchUp) {
        this.engine = engine;
        this.tasks = tasks;
        this.support = support;
        this.catchUp = catchUp;
    }

    public void start(@Observes StartupEvent event) {
        thread = WorkerThread.start("erasure-worker", support.wakes(), this::round);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var worker = thread;
        if (worker != null) {
            worker.stop();
        }
    }

    private void round() throws InterruptedException {
        // A key destroyed before the gate has compared the two databases would hide that the keys
        // are older.
        if (!catchUp.awaitReplayed(POLL)) {
            return;
        }
        var chunk = QuarkusTransaction.requiringNew().call(engine::deleteChunk);
        if (!chunk.deleted().isEmpty()) {
            answer(chunk.deleted());
        } else {
            support.wakes().await(chunk.more() ? support.pauseAfterChunk() : POLL);
        }
    }

    private void answer(List<ErasureTask> deleted) {
        var ready = new ArrayList<UUID>();
        for (var task : deleted) {
            try {
                engine.eraseExternal(task);
                ready.add(task.accountId());
            } catch (RuntimeException e) {
                LOG.warnf(e, "request %s: a store outside the database failed", task.requestId());
                QuarkusTransaction.requiringNew()
                        .run(() -> tasks.backOff(List.of(task.accountId())));
            }
        }
        QuarkusTransaction.requiringNew().run(() -> engine.finish(ready));
    }
}
