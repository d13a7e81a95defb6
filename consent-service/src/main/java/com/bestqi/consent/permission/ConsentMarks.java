package com.bestqi.consent.permission;

import com.bestqi.platform.event.ConsentMark;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.time.DatabaseClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/**
 * Tells the other services every second up to when what they hold of consent is complete (I-7). A
 * mark leaves through the outbox behind every change that was acknowledged before its time, into
 * the partition of those changes; so whoever reads it has read them. When marks stop, because this
 * service, its database, the relay or Kafka is away, the others permit nothing optional any more.
 */
@ApplicationScoped
public class ConsentMarks {
    private static final Logger LOG = Logger.getLogger(ConsentMarks.class);
    private static final Duration RECOUNT = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final DatabaseClock clock;
    private final KafkaSettings kafka;
    private List<String> names = List.of();
    private long countedAtNanos;

    /** Everything it needs is injected. */
    public ConsentMarks(Outbox outbox, DatabaseClock clock, KafkaSettings kafka) {
        this.outbox = outbox;
        this.clock = clock;
        this.kafka = kafka;
    }

    /** Marks every partition once; several replicas may, for only the newest mark counts. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void mark() {
        if (names.isEmpty() || System.nanoTime() - countedAtNanos > RECOUNT.toNanos()) {
            count();
        }
        try {
            QuarkusTransaction.requiringNew().run(this::write);
        } catch (RuntimeException e) {
            LOG.warnf("consent not marked as current: %s", e.getClass().getSimpleName());
            LOG.debug("mark failure", e);
        }
    }

    private void write() {
        var asOf = clock.instant();
        outbox.addAll(
                IntStream.range(0, names.size())
                        .mapToObj(i -> new ConsentMark(names.get(i), i, names.size(), asOf))
                        .toList());
    }

    private void count() {
        try (var admin = Admin.create(kafka.admin())) {
            int partitions =
                    admin.describeTopics(List.of(Topics.CONSENT_STATES))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .partitions()
                            .size();
            names = IntStream.range(0, partitions).mapToObj(i -> name(i, partitions)).toList();
            countedAtNanos = System.nanoTime();
        } catch (ExecutionException e) {
            LOG.debug("partitions of consent-states not counted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first name that leads into a partition as account ids are led into theirs. */
    static String name(int partition, int partitions) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "mark-" + partition + "-" + i)
                .filter(name -> partitionOf(name, partitions) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
