package com.bestqi.platform.inbox;

import com.bestqi.platform.event.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where reading begins: at the database's own positions. Where the log does not have them any more,
 * or the topic is another one of the same name, from the beginning: applying again does no harm,
 * passing over would.
 */
@ApplicationScoped
public class StartingPoints {
    private static final Logger LOG = Logger.getLogger(StartingPoints.class);

    private final ConsumerPositions positions;
    private final KafkaSettings kafka;

    /** Everything it needs is injected. */
    public StartingPoints(ConsumerPositions positions, KafkaSettings kafka) {
        this.positions = positions;
        this.kafka = kafka;
    }

    /** Sets a consumer to where the database is, and returns the ids of the topics it will read. */
    public Map<String, String> seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions)
            throws InterruptedException {
        var topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        var ids = new HashMap<String, String>();
        try (var admin = Admin.create(kafka.admin())) {
            describe(admin, topics)
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
        }
        var applied = positions.in(topics);
        var begins = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        for (var partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, begin);
            var position = applied.get(partition);
            var id = ids.get(partition.topic());
            consumer.seek(partition, from(partition, position, id, begin, end));
        }
        return ids;
    }

    private long from(
            TopicPartition partition,
            ConsumerPositions.@Nullable Position applied,
            @Nullable String topicId,
            long begin,
            long end) {
        if (applied == null) {
            return begin;
        }
        boolean there =
                applied.topicId().equals(topicId)
                        && applied.next() >= begin
                        && applied.next() <= end;
        if (there) {
            return applied.next();
        }
        LOG.warnf("%s is read again from its beginning", partition);
        positions.forget(partition, applied);
        return begin;
    }

    /** A topic as it is now. */
    public record Topic(String id, int partitions) {}

    /** What the brokers say of a topic. */
    public static Topic topic(Admin admin, String name) throws InterruptedException {
        var found = Objects.requireNonNull(describe(admin, Set.of(name)).get(name));
        return new Topic(found.topicId().toString(), found.partitions().size());
    }

    private static Map<String, TopicDescription> describe(Admin admin, Set<String> topics)
            throws InterruptedException {
        try {
            return admin.describeTopics(topics).allTopicNames().get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }
}
