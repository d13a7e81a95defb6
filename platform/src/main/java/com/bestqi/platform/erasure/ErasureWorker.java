package com.bestqi.platform.erasure;

import com.bestqi.platform.inbox.CatchUp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final ErasureEngine engine;
    private final ErasureTasks tasks;
    private final ErasureSupport support;
    private final CatchUp catchUp;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public ErasureWorker(
            ErasureEngine engine, ErasureTasks tasks, ErasureSupport support, CatchUp catchUp) {
        this.engine = engine;
        this.tasks = tasks;
        this.support = support;
        this.catchUp = catchUp;
    }

    public void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("erasure-worker").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        support.wakes().now();
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (running) {
            try {
                // A key destroyed before the gate has compared the two databases would hide that
                // the keys are older.
                if (!catchUp.awaitReplayed(POLL)) {
                    continue;
                }
                var chunk = QuarkusTransaction.requiringNew().call(engine::deleteChunk);
                if (!chunk.deleted().isEmpty()) {
                    answer(chunk.deleted());
                } else {
                    support.wakes().await(chunk.more() ? support.pauseAfterChunk() : POLL);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("erasure chunk failed, tries again: %s", e.getClass().getSimpleName());
                LOG.debug("erasure chunk failure", e);
                rest();
            }
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

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
