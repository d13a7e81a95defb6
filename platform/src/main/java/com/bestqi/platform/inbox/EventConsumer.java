package com.bestqi.platform.inbox;

import com.bestqi.platform.database.DatabaseException;
import com.bestqi.platform.event.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics that the service listens to and applies them in order: a whole poll in one
 * transaction when all goes well, one by one when something does not. Offsets are committed after
 * the database. A failure that may pass by itself (database away, deadlock) is tried until it
 * passes; an event that can never be applied is parked with the reason, and the rest goes on.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int TRIES = 3;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;

    private final KafkaSettings kafka;
    private final EventApplication application;
    private final ParkedEvents parked;
    private volatile boolean running;
    private @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** Everything it needs is injected. */
    public EventConsumer(
            KafkaSettings kafka,
            EventApplication application,
            ParkedEvents parked,
            MeterRegistry metrics) {
        this.kafka = kafka;
        this.application = application;
        this.parked = parked;
        metrics.gauge("inbox.parked", this, consumer -> consumer.parked.count());
    }

    public void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("event-consumer").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (running) {
            try (var open = new KafkaConsumer<String, byte[]>(kafka.consumer())) {
                consumer = open;
                open.subscribe(application.topics());
                consume(open);
            } catch (WakeupException e) {
                LOG.debug("event consumer was woken to stop", e);
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("event consumer failed, starts again: %s", e.getClass().getSimpleName());
                LOG.debug("event consumer failure", e);
                backOff(1);
            }
        }
    }

    private void consume(KafkaConsumer<String, byte[]> open) throws InterruptedException {
        while (running) {
            var batch = new ArrayList<ConsumerRecord<String, byte[]>>();
            open.poll(POLL).forEach(batch::add);
            if (batch.isEmpty()) {
                continue;
            }
            apply(batch);
            try {
                open.commitSync();
            } catch (CommitFailedException | RebalanceInProgressException e) {
                LOG.debug("offsets not committed; the inbox knows what comes again", e);
            }
        }
    }

    private void apply(List<ConsumerRecord<String, byte[]>> batch) throws InterruptedException {
        try {
            QuarkusTransaction.requiringNew().run(() -> application.apply(batch));
        } catch (RuntimeException e) {
            LOG.infof("%d events go one by one: %s", batch.size(), e.getClass().getSimpleName());
            LOG.debug("batch failure", e);
            for (var single : batch) {
                applyAlone(single);
            }
        }
    }

    private void applyAlone(ConsumerRecord<String, byte[]> single) throws InterruptedException {
        int tries = 0;
        while (running) {
            try {
                QuarkusTransaction.requiringNew().run(() -> application.apply(List.of(single)));
                return;
            } catch (RuntimeException e) {
                tries++;
                boolean mayPass = DatabaseException.mayPass(e);
                if (!mayPass && tries >= TRIES) {
                    LOG.error("event parked: it cannot be applied", e);
                    parkSafely(single, "failed: " + e.getClass().getSimpleName());
                    return;
                }
                LOG.warnf("event not applied yet: %s", e.getClass().getSimpleName());
                backOff(tries);
            }
        }
        // Stopping: the record was not applied, so its offset must not be committed either.
        throw new InterruptedException("stopping");
    }

    private void parkSafely(ConsumerRecord<String, byte[]> poison, String reason)
            throws InterruptedException {
        for (int tries = 1; running; tries++) {
            try {
                parked.park(poison, reason);
                return;
            } catch (RuntimeException e) {
                LOG.warnf("event not parked yet: %s", e.getClass().getSimpleName());
                backOff(tries);
            }
        }
        throw new InterruptedException("stopping");
    }

    private void backOff(int tries) {
        try {
            long millis = Math.min(LONGEST_BACK_OFF_MILLIS, 50L << Math.min(tries, 10));
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
