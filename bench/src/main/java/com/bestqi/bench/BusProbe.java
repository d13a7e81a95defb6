package com.bestqi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.endtoend.client.StackAddresses;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of committed events that belongs to nobody. */
final class BusProbe implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions;

    BusProbe(StackAddresses stack, String topic) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        stack.kafka(),
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        10_000);
        consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
    }

    /** One event of a run. */
    record Seen(String key, int number) {}

    void skipToEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** All events of a run, in order within a key; more than expected are read as well. */
    List<Seen> read(String run, int expected) {
        var seen = new ArrayList<Seen>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (System.nanoTime() < deadline && (seen.size() < expected || quiet < 2)) {
            var messages = consumer.poll(Duration.ofMillis(200));
            quiet = messages.isEmpty() ? quiet + 1 : 0;
            for (var message : messages) {
                var json = json(message.value());
                if (json.path("run").asText().equals(run)) {
                    seen.add(new Seen(message.key(), json.path("n").asInt()));
                }
            }
        }
        return seen;
    }

    /** Records, in microseconds, how long after its commit each revision arrived. */
    void latencies(UUID accountId, Map<Long, Long> committed, Histogram histogram, int expected) {
        var arrived = new HashMap<Long, Long>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (histogram.getTotalCount() < expected && System.nanoTime() < deadline) {
            for (var message : consumer.poll(Duration.ofMillis(50))) {
                if (accountId.toString().equals(message.key())) {
                    arrived.putIfAbsent(
                            json(message.value()).path("revision").asLong(), System.nanoTime());
                }
            }
            arrived.entrySet()
                    .removeIf(arrival -> {
                        var since = committed.get(arrival.getKey());
                        if (since == null) {
                            return false;
                        }
                        // An event may overtake the answer to the call that caused it.
                        histogram.recordValue(Math.max(0, (arrival.getValue() - since) / 1_000));
                        return true;
                    });
        }
    }

    /** The headers the relay puts on an event. */
    static void envelope(Headers headers) {
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
        headers.add("ce_type", "BenchProbe".getBytes(UTF_8));
        headers.add("ce_source", "/bestqi/bench".getBytes(UTF_8));
        headers.add("ce_time", Instant.now().toString().getBytes(UTF_8));
        headers.add("content-type", "application/json".getBytes(UTF_8));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The limit's own messages are filler, not JSON.
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
