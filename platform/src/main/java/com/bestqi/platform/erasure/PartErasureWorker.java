package com.bestqi.platform.erasure;

import com.bestqi.platform.inbox.CatchUp;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Carries out the erasures of a part, one chunk at a time, one thread a replica. */
@ApplicationScoped
public class PartErasureWorker {
    private static final Logger LOG = Logger.getLogger(PartErasureWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final PartErasureEngine engine;
    private final PartErasureTasks tasks;
    private final ErasureSupport support;
    private final CatchUp catchUp;
    private volatile boolean running;
    private @Nullable Thread thread;

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
        running = true;
        thread = Thread.ofPlatform().name("part-erasure-worker").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        support.partWakes().now();
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (running) {
            try {
                if (catchUp.awaitReplayed(POLL)) {
                    boolean worked = QuarkusTransaction.requiringNew().call(engine::step);
                    support.partWakes().await(worked ? support.pauseAfterChunk() : POLL);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("erasure of a part waits: %s", e.getClass().getSimpleName());
                LOG.debug("part erasure failure", e);
                putOff();
            }
        }
    }

    private void putOff() {
        try {
            QuarkusTransaction.requiringNew().run(() -> tasks.putOff(AFTER_FAILURE));
            support.partWakes().await(POLL);
        } catch (InterruptedException e) {
            running = false;
        } catch (RuntimeException e) {
            LOG.debug("not put off", e);
        }
    }
}
