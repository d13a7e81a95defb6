package com.bestqi.platform.restore;

import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.ConsumerPositions;
import com.bestqi.platform.inbox.EventApplier;
import com.bestqi.platform.inbox.StartingPoints;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings the database up to the end that the directives have at this moment. It reads by itself and
 * not in the consumer group: a start does not wait for the other replicas, nor for one that died.
 */
@ApplicationScoped
public class DirectiveReplay {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaSettings kafka;
    private final ConsumerPositions positions;
    private final StartingPoints starts;
    private final EventApplier applier;

    /** Everything it needs is injected. */
    public DirectiveReplay(
            KafkaSettings kafka,
            ConsumerPositions positions,
            StartingPoints starts,
            EventApplier applier) {
        this.kafka = kafka;
        this.positions = positions;
        this.starts = starts;
        this.applier = applier;
    }

    /** Returns how many directives were applied that the database did not know as read. */
    public long run(BooleanSupplier running) throws InterruptedException {
        var applied = positions.in(Set.of(Topics.SUBJECT_DIRECTIVES));
        Map<TopicPartition, Long> ends;
        try (var admin = Admin.create(kafka.admin())) {
            var topic = StartingPoints.topic(admin, Topics.SUBJECT_DIRECTIVES);
            ends = ends(admin, topic.partitions());
            boolean known =
                    ends.entrySet().stream()
                            .allMatch(end -> {
                                var position = applied.get(end.getKey());
                                return end.getValue() == 0
                                        || (position != null
                                                && position.topicId().equals(topic.id())
                                                && position.next() == end.getValue());
                            });
            if (known) {
                return 0;
            }
        }
        return read(ends, running);
    }

    private long read(Map<TopicPartition, Long> ends, BooleanSupplier running)
            throws InterruptedException {
        long count = 0;
        try (var consumer = new KafkaConsumer<String, byte[]>(kafka.replay())) {
            consumer.assign(ends.keySet());
            var ids = starts.seek(consumer, ends.keySet());
            while (behind(consumer, ends)) {
                if (!running.getAsBoolean()) {
                    throw new InterruptedException("stopping");
                }
                var batch = new ArrayList<ConsumerRecord<String, byte[]>>();
                consumer.poll(POLL).forEach(batch::add);
                if (!batch.isEmpty()) {
                    applier.apply(batch, ids, running);
                    count += batch.size();
                }
            }
            var reached = new HashMap<TopicPartition, Long>();
            ends.keySet().forEach(part -> reached.put(part, consumer.position(part)));
            QuarkusTransaction.requiringNew().run(() -> positions.advance(reached, ids));
        }
        return count;
    }

    private static boolean behind(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static Map<TopicPartition, Long> ends(Admin admin, int partitions)
            throws InterruptedException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (int i = 0; i < partitions; i++) {
            latest.put(new TopicPartition(Topics.SUBJECT_DIRECTIVES, i), OffsetSpec.latest());
        }
        try {
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }
}
