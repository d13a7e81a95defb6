package com.bestqi.platform.audit;

import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The announced ends of a service's chain, all that the broker still has. */
public final class AuditHeads {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private AuditHeads() {}

    /**
     * Reads them; throws Kafka's exception when the brokers are away.
     *
     * @param settings of a consumer of committed records without group and deserializers
     */
    public static List<AuditHead> read(Map<String, Object> settings, String service) {
        var heads = new ArrayList<AuditHead>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(Topics.AUDIT_HEADS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var left = new HashMap<>(consumer.endOffsets(partitions));
            long begun = System.nanoTime();
            while (!left.isEmpty()) {
                for (var message : consumer.poll(POLL)) {
                    if (service.equals(message.key())) {
                        heads.add(head(message));
                    }
                }
                left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (System.nanoTime() - begun > AT_MOST.toNanos()) {
                    throw new TimeoutException("the announced ends cannot be read to their end");
                }
            }
        }
        return heads;
    }

    private static AuditHead head(ConsumerRecord<String, byte[]> message) {
        try {
            return EventJson.read(message.value(), AuditHead.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s-%d@%d is no end of a chain"
                            .formatted(message.topic(), message.partition(), message.offset()),
                    e);
        }
    }
}
