package com.bestqi.platform.inbox;

import com.bestqi.platform.database.DatabaseException;
import com.bestqi.platform.event.KafkaSettings;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
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
    private final Inbox inbox;
    private final ParkedEvents parked;
    private final Subscriptions subscriptions;
    private volatile boolean running;
    private @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** Finds every listener of the service. */
    public EventConsumer(
            KafkaSettings kafka,
            Inbox inbox,
            ParkedEvents parked,
            @All List<EventListener<?>> listeners) {
        this.kafka = kafka;
        this.inbox = inbox;
        this.parked = parked;
        this.subscriptions = new Subscriptions(listeners);
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
                open.subscribe(subscriptions.topics());
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
            QuarkusTransaction.requiringNew().run(() -> applyInTransaction(batch));
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
                QuarkusTransaction.requiringNew().run(() -> applyInTransaction(List.of(single)));
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

    private void applyInTransaction(List<ConsumerRecord<String, byte[]>> batch) {
        var deliveries = new ArrayList<Subscriptions.Delivery<?>>(batch.size());
        for (var single : batch) {
            switch (subscriptions.read(single)) {
                case Subscriptions.Known known -> deliveries.addAll(known.deliveries());
                case Subscriptions.Poison poison -> parked.park(single, poison.reason());
            }
        }
        var fresh = inbox.enter(deliveries.stream().map(d -> d.envelope().id()).toList());
        var seen = new HashSet<Key>();
        for (var delivery : deliveries) {
            var id = delivery.envelope().id();
            if (fresh.contains(id) && seen.add(new Key(id, delivery.listener()))) {
                delivery.apply();
            }
        }
    }

    private record Key(UUID eventId, EventListener<?> listener) {}

    private void backOff(int tries) {
        try {
            long millis = Math.min(LONGEST_BACK_OFF_MILLIS, 50L << Math.min(tries, 10));
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
