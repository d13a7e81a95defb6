package com.bestqi.platform.inbox;

import com.bestqi.platform.event.KafkaSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics that the service listens to, from where its database has come, once the
 * directives of the past are known.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
    private static final Duration BETWEEN_TAILS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(10);
    private static final Duration COMMIT_AT_MOST = Duration.ofSeconds(1);

    private final KafkaSettings kafka;
    private final EventApplier applier;
    private final ConsumerPositions positions;
    private final StartingPoints starts;
    private final CatchUp catchUp;

    /** What the assigned partitions are known to have reached in the database. */
    private final Map<TopicPartition, Long> reached = new HashMap<>();

    private final Map<String, String> topicIds = new HashMap<>();
    private long tailsAtNanos = System.nanoTime();
    private long committedAtNanos = System.nanoTime();
    private boolean toCommit;
    private volatile boolean running;
    private @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** Everything it needs is injected. */
    public EventConsumer(
            KafkaSettings kafka,
            EventApplier applier,
            ConsumerPositions positions,
            StartingPoints starts,
            CatchUp catchUp) {
        this.kafka = kafka;
        this.applier = applier;
        this.positions = positions;
        this.starts = starts;
        this.catchUp = catchUp;
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
            try {
                if (catchUp.awaitReplayed(POLL)) {
                    consume();
                }
            } catch (WakeupException e) {
                LOG.debug("event consumer was woken to stop", e);
            } catch (InterruptedException | InterruptException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("event consumer failed, starts again: %s", e.getClass().getSimpleName());
                LOG.debug("event consumer failure", e);
                rest();
            }
        }
    }

    private void consume() throws InterruptedException {
        try (var open = new KafkaConsumer<String, byte[]>(kafka.consumer())) {
            consumer = open;
            open.subscribe(applier.topics(), new Assignment(open));
            while (running) {
                var batch = new ArrayList<ConsumerRecord<String, byte[]>>();
                open.poll(POLL).forEach(batch::add);
                if (batch.isEmpty()) {
                    keepTails(open);
                } else {
                    reached.putAll(applier.apply(batch, topicIds, () -> running));
                    toCommit = true;
                }
                commit(open);
            }
        }
    }

    /**
     * Tells Kafka, for those who measure lag, what the database knows. Not often: it costs the
     * broker a record a partition, and a broker that cannot take it must not keep events waiting.
     */
    private void commit(KafkaConsumer<String, byte[]> open) {
        if (!toCommit || System.nanoTime() - committedAtNanos < BETWEEN_COMMITS.toNanos()) {
            return;
        }
        committedAtNanos = System.nanoTime();
        try {
            open.commitSync(COMMIT_AT_MOST);
            toCommit = false;
        } catch (CommitFailedException | RebalanceInProgressException | TimeoutException e) {
            LOG.debug("offsets not committed; the database knows them", e);
        }
    }

    /** What ends a log without being an event (marks of transactions) was passed over as well. */
    private void keepTails(KafkaConsumer<String, byte[]> open) {
        if (System.nanoTime() - tailsAtNanos < BETWEEN_TAILS.toNanos()) {
            return;
        }
        tailsAtNanos = System.nanoTime();
        var tails = new HashMap<TopicPartition, Long>();
        reached.forEach((partition, next) -> {
            long position = open.position(partition);
            if (position > next) {
                tails.put(partition, position);
            }
        });
        if (!tails.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> positions.advance(tails, topicIds));
            reached.putAll(tails);
        }
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private final class Assignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> open;

        Assignment(KafkaConsumer<String, byte[]> open) {
            this.open = open;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            try {
                topicIds.putAll(starts.seek(open, partitions));
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            partitions.forEach(partition -> reached.put(partition, open.position(partition)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(reached::remove);
        }
    }
}
