package com.bestqi.platform.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.Event;
import com.bestqi.platform.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The other end of Kafka: what tests say in the name of other services, and what they hear. */
public final class Bus {
    private static final String SOURCE = "test";

    private Bus() {}

    /** Publishes an event and returns its id, with which it can be delivered again. */
    public static UUID publish(Event event) {
        var id = UUID.randomUUID();
        publish(id, event);
        return id;
    }

    /** Publishes an event under an id that may have been used before. */
    public static void publish(UUID id, Event event) {
        var message =
                new ProducerRecord<>(
                        event.topic(), event.key(), EventJson.write(event).getBytes(UTF_8));
        new Envelope(id, event.type(), SOURCE, Instant.now()).write(message.headers());
        send(message);
    }

    /** Publishes bytes as they are, with headers as they are. */
    public static void publishRaw(
            String topic,
            @Nullable String key,
            byte @Nullable [] value,
            Map<String, String> headers) {
        var message = new ProducerRecord<String, byte[]>(topic, key, value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        send(message);
    }

    private static void send(ProducerRecord<String, byte[]> message) {
        try {
            Sender.PRODUCER.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    /** One producer for the life of the tests: making one costs more than a thousand sends. */
    private static final class Sender {
        static final KafkaProducer<String, byte[]> PRODUCER =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrap()),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** Everything committed to a topic so far, by partition and offset. */
    public static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap(), "isolation.level", "read_committed");
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    /** The events of one type about one key, in order. */
    public static <E extends Event> List<E> events(String topic, String key, Class<E> type) {
        var found = new ArrayList<E>();
        for (var message : read(topic)) {
            boolean wanted =
                    key.equals(message.key())
                            && Envelope.read(message.headers()).type().equals(type.getSimpleName());
            if (wanted) {
                try {
                    found.add(EventJson.read(message.value(), type));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }

    private static String bootstrap() {
        return TestEnvironment.get(TestEnvironment.KAFKA);
    }
}
