package com.bestqi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.endtoend.client.StackAddresses;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks for messages as another service would. */
final class NoticeProducer implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    NoticeProducer(StackAddresses stack) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all", "linger.ms", 0);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Wants a person told something that always reaches the inbox; the id is that of the entry. */
    void tell(UUID accountId, UUID messageId) throws InterruptedException, ExecutionException {
        var now = Clock.systemUTC().instant();
        var json =
                """
                {"accountId":"%s","messageId":"%s","template":"account-inactive",\
                "parameters":{"until":"%s"},"at":"%s"}\
                """
                        .formatted(accountId, messageId, now, now);
        var message =
                new ProducerRecord<>(
                        "message-requests", accountId.toString(), json.getBytes(UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "MessageRequested",
                        "ce_source", "/bestqi/bench",
                        "ce_time", now.toString(),
                        "ce_dataversion", "1",
                        "content-type", "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        producer.send(message).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
