package com.bestqi.endtoend.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.localstack.KafkaTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Every record of every topic, from the first that is still there, committed or not. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final StackAddresses stack;

    /** The topics of this stack. */
    public TopicReader(StackAddresses stack) {
        this.stack = stack;
    }

    /**
     * One record.
     *
     * @param content headers, key and value as one text
     */
    public record Message(String topic, String key, String value, String content) {}

    /** All records of all topics of the suite up to now. */
    public List<Message> all() {
        return all(KafkaTopics.names());
    }

    /** All records of these topics up to now. */
    public List<Message> all(Collection<String> topics) {
        var messages = new ArrayList<Message>();
        forEach(topics, messages::add);
        return messages;
    }

    /** Every record of all topics of the suite up to now, one after the other. */
    public void forEach(Consumer<Message> each) {
        forEach(KafkaTopics.names(), each);
    }

    private void forEach(Collection<String> topics, Consumer<Message> each) {
        try (var consumer =
                new KafkaConsumer<>(
                        settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    topics.stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!ends.isEmpty()) {
                consumer.poll(POLL).forEach(read -> each.accept(message(read)));
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                stack.kafka(),
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_uncommitted");
    }

    private static Message message(ConsumerRecord<byte[], byte[]> read) {
        var content = new StringBuilder();
        for (var header : read.headers()) {
            content.append(header.key()).append('=').append(text(header.value())).append('\n');
        }
        var key = text(read.key());
        var value = text(read.value());
        content.append(key).append('\n').append(value);
        return new Message(read.topic(), key, value, content.toString());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
