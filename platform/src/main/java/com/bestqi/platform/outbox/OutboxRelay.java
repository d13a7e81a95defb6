package com.bestqi.platform.outbox;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.lease.Lease;
import com.bestqi.platform.worker.Wakes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ships the outbox to Kafka, oldest first, in batches with all sends in flight at once. Each batch
 * is a Kafka transaction under a name that all replicas of the service share: when the lease
 * changes hands the broker itself refuses the old holder, so a frozen process that wakes up can
 * neither reorder events nor bring an old state back into a compacted topic. A crash between send
 * and mark sends up to two batches again; the inbox of the consumers knows them.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 2_000;
    private static final String COLUMNS =
            "id, event_id, topic, key, type, payload, created_at FROM outbox_message";
    private static final String OLDEST = "SELECT " + COLUMNS + " ORDER BY id LIMIT ?";
    private static final String OLDEST_IDS = "SELECT id FROM outbox_message ORDER BY id LIMIT ?";
    private static final String THESE = "SELECT " + COLUMNS + " WHERE id = ANY (?) ORDER BY id";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LEASE_POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Database database;
    private final KafkaSettings kafka;
    private final Lease lease;
    private final Wakes wakes;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable KafkaProducer<String, String> producer;

    /** Everything it needs is injected. */
    public OutboxRelay(
            Database database,
            KafkaSettings kafka,
            TransactionSynchronizationRegistry transactions,
            MeterRegistry metrics) {
        this.database = database;
        this.kafka = kafka;
        this.wakes = new Wakes(transactions);
        this.lease = new Lease(database, "relay");
        metrics.gauge("outbox.sent", sent);
        metrics.gauge("outbox.oldest.seconds", this, relay -> relay.oldestSeconds());
    }

    public void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wakes.now();
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    /** There will be something to send when the running transaction has committed. */
    public void wakeAfterCommit() {
        wakes.afterCommit();
    }

    private void run() {
        while (running) {
            try {
                if (!lease.hold()) {
                    closeProducer();
                    wakes.await(LEASE_POLL);
                } else if (ship() < BATCH) {
                    wakes.await(POLL);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("outbox relay failed, tries again: %s", e.getClass().getSimpleName());
                LOG.debug("outbox relay failure", e);
                closeProducer();
                parkAfterFailure();
            }
        }
        stepDown();
    }

    private void parkAfterFailure() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /**
     * Ships what waits. While one batch is on its way to the brokers, the one before it is marked
     * and the next one is read. Returns how many of the last batch there were.
     */
    private int ship() {
        var batch = read(List.of());
        List<Message> shipped = List.of();
        int last = 0;
        while (!batch.isEmpty()) {
            var open = send(batch);
            if (!shipped.isEmpty()) {
                mark(shipped);
            }
            last = batch.size();
            var next = last == BATCH && lease.hold() ? read(batch) : List.<Message>of();
            open.commitTransaction();
            sent.addAndGet(last);
            shipped = batch;
            batch = next;
        }
        if (!shipped.isEmpty()) {
            mark(shipped);
        }
        return last;
    }

    /**
     * The oldest that are not on their way. Always from the oldest of one snapshot: a row that
     * became visible late, with a number below the last one sent, must still go before the later
     * ones of its account.
     */
    private List<Message> read(List<Message> onTheirWay) {
        if (onTheirWay.isEmpty()) {
            return database.query(OLDEST, OutboxRelay::message, BATCH);
        }
        var known = onTheirWay.stream().map(Message::id).collect(Collectors.toSet());
        var ids =
                database
                        .query(OLDEST_IDS, rows -> rows.getLong("id"), BATCH + known.size())
                        .stream()
                        .filter(id -> !known.contains(id))
                        .limit(BATCH)
                        .toArray(Long[]::new);
        return ids.length == 0
                ? List.of()
                : database.query(THESE, OutboxRelay::message, (Object) ids);
    }

    private static Message message(ResultSet rows) throws SQLException {
        return new Message(
                rows.getLong("id"),
                rows.getObject("event_id", UUID.class),
                rows.getString("topic"),
                rows.getString("key"),
                rows.getString("type"),
                rows.getString("payload"),
                rows.getTimestamp("created_at").toInstant());
    }

    /** Puts a batch on its way; the transaction is open until it is committed. */
    private KafkaProducer<String, String> send(List<Message> batch) {
        if (lease.takeNewlyTaken()) {
            closeProducer();
        }
        var open = producer;
        if (open == null) {
            open = new KafkaProducer<>(kafka.relayProducer());
            producer = open;
            open.initTransactions();
        }
        open.beginTransaction();
        for (var message : batch) {
            var unused = open.send(message.toRecord(kafka.service()));
        }
        return open;
    }

    private void mark(List<Message> batch) {
        int marked =
                database.update(
                        "DELETE FROM outbox_message WHERE id = ANY (?) AND EXISTS"
                                + " (SELECT 1 FROM outbox_lease WHERE name = 'relay' AND fence = ?)",
                        batch.stream().map(Message::id).toArray(Long[]::new),
                        lease.fence());
        if (marked == 0) {
            LOG.warn("outbox lease was lost while sending; the new holder marks what it sends");
        }
    }

    private void stepDown() {
        closeProducer();
        try {
            lease.release();
        } catch (RuntimeException e) {
            LOG.debug("outbox lease ends by itself", e);
        }
    }

    private void closeProducer() {
        var open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ofSeconds(2));
        }
    }

    private double oldestSeconds() {
        return database.first(
                        "SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) AS age"
                                + " FROM outbox_message",
                        rows -> rows.getDouble("age"))
                .orElse(0.0);
    }

    private record Message(
            long id,
            UUID eventId,
            String topic,
            String key,
            String type,
            String payload,
            Instant createdAt) {

        ProducerRecord<String, String> toRecord(String service) {
            var made = new ProducerRecord<>(topic, key, payload);
            var envelope = new Envelope(eventId, type, service, createdAt);
            envelope.write(made.headers());
            return made;
        }
    }
}
