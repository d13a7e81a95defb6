package com.bestqi.platform.restore;

import com.bestqi.platform.erasure.ErasureEngine;
import com.bestqi.platform.erasure.ErasureTasks;
import com.bestqi.platform.erasure.PartErasureTasks;
import com.bestqi.platform.inbox.CatchUp;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What every start goes through before it serves anybody: keys that an older keys database brought
 * back are destroyed again, all directives are applied, and what they erase is gone and read back.
 * On databases that are up to date it asks once and opens.
 */
@ApplicationScoped
public class RestoreGate {
    private static final Logger LOG = Logger.getLogger(RestoreGate.class);
    private static final int AT_ONCE = 500;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    /** How starts behave. */
    @ConfigMapping(prefix = "bestqi.restore")
    public interface Config {
        /**
         * How long the start itself waits for the gate before it opens its port and answers 503. In
         * a normal start the gate is open long before, and nobody ever sees that answer.
         */
        @WithDefault("PT2S")
        Duration startWaits();
    }

    private final CatchUp catchUp;
    private final KeyBurial burial;
    private final DirectiveReplay replay;
    private final ErasureEngine engine;
    private final ErasureTasks tasks;
    private final PartErasureTasks parts;
    private final Config config;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public RestoreGate(
            CatchUp catchUp,
            KeyBurial burial,
            DirectiveReplay replay,
            ErasureEngine engine,
            ErasureTasks tasks,
            PartErasureTasks parts,
            Config config,
            MeterRegistry metrics) {
        this.catchUp = catchUp;
        this.burial = burial;
        this.replay = replay;
        this.engine = engine;
        this.tasks = tasks;
        this.parts = parts;
        this.config = config;
        metrics.gauge("restore.gate.open", catchUp, state -> state.open() ? 1 : 0);
    }

    /** Last of all observers: those who do the work have started by then. */
    public void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event)
            throws InterruptedException {
        catchUp.begin();
        running = true;
        thread = Thread.ofPlatform().name("restore-gate").daemon().start(this::run);
        if (!catchUp.awaitOpen(config.startWaits())) {
            LOG.warnf("not ready yet: %s", catchUp.reason());
        }
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        long begun = System.nanoTime();
        while (running && !catchUp.open()) {
            try {
                step();
            } catch (InterruptedException | InterruptException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("not ready, %s: %s", catchUp.reason(), e.getClass().getSimpleName());
                LOG.debug("restore gate failure", e);
                rest();
            }
        }
        if (catchUp.open()) {
            LOG.infof("ready after %d ms", (System.nanoTime() - begun) / 1_000_000);
        }
    }

    private void step() throws InterruptedException {
        if (!catchUp.replayed()) {
            buryKeys();
            catchUp.waitFor("reading subject-directives from Kafka");
            long read = replay.run(() -> running);
            if (read > 0) {
                LOG.infof("%d directives read that this database did not know", read);
            }
            catchUp.reachReplayed();
        }
        awaitErasures();
        catchUp.reachOpen();
    }

    private void buryKeys() {
        catchUp.waitFor("comparing the keys database with the data database");
        if (burial.needed()) {
            catchUp.waitFor("the keys database is an older copy: destroying keys again");
            LOG.warn(catchUp.reason());
            LOG.infof("%d keys are destroyed", burial.run());
        }
    }

    private void awaitErasures() throws InterruptedException {
        for (int left = look(); left > 0; left = look()) {
            catchUp.waitFor(
                    "erasing again what was erased before: %s persons left"
                            .formatted(left >= AT_ONCE ? "at least " + left : left));
            if (!running) {
                throw new InterruptedException("stopping");
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    /** How many are left; answers that are held back for others' sake hold up nobody here. */
    private int look() {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    var open = tasks.replayed(AT_ONCE);
                    var cleared = engine.clearedButHeldBack(open);
                    tasks.noLongerReplayed(cleared);
                    return open.size() - cleared.size() + parts.replayed(AT_ONCE);
                });
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
