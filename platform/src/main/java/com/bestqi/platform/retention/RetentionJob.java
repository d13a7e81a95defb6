package com.bestqi.platform.retention;

import com.bestqi.platform.retention.RetentionPlan.Entry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a round every now and then for as long as the service runs, and counts. */
@ApplicationScoped
public class RetentionJob {
    private static final Logger LOG = Logger.getLogger(RetentionJob.class);

    private final RetentionPlan plan;
    private final RetentionRound round;
    private final PartitionExpiry partitions;
    private final RetentionConfig config;
    private final MeterRegistry metrics;
    private final Semaphore stops = new Semaphore(0);
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public RetentionJob(
            RetentionPlan plan,
            RetentionRound round,
            PartitionExpiry partitions,
            RetentionConfig config,
            MeterRegistry metrics) {
        this.plan = plan;
        this.round = round;
        this.partitions = partitions;
        this.config = config;
        this.metrics = metrics;
    }

    /** Comes before all that may write: a service that slept for long has no partition for now. */
    public void start(@Observes @Priority(1) StartupEvent event) {
        plan.partitioned().forEach(partitions::makeAhead);
        plan.entries().forEach(this::watch);
        thread = Thread.ofPlatform().name("retention").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stops.release();
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void watch(Entry entry) {
        Gauge.builder("retention.overdue.seconds", round, r -> r.overdueSeconds(entry))
                .description("How long the oldest row that may go is past its period")
                .tag("store", entry.table())
                .register(metrics);
        if (entry.partitioned()) {
            Gauge.builder("retention.ahead.seconds", round, r -> r.aheadSeconds(entry))
                    .description("For how long to come there are partitions")
                    .tag("store", entry.table())
                    .register(metrics);
        }
    }

    private void run() {
        try {
            while (!stops.tryAcquire(config.every().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    round();
                } catch (RuntimeException e) {
                    LOG.warnf("retention failed, tries again: %s", e.getClass().getSimpleName());
                    LOG.debug("retention failure", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("retention is stopped; the next round goes on from there", e);
        }
    }

    /** A round now, counted like all others; empty when another replica is at it. */
    public Optional<Map<String, Long>> round() throws InterruptedException {
        return round.run((table, gone) ->
                metrics.counter("retention.expired", "store", table).increment(gone));
    }
}
