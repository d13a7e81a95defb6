package com.bestqi.platform.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.event.ConsentMark;
import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The part of consent-service that tells the service under test that its copy of the consent states
 * is current, until a test lets it fall silent.
 */
public final class ConsentMarks implements AutoCloseable {
    private static final String SILENT = "bestqi.test.consent-marks-silent";
    private static final Duration EVERY = Duration.ofMillis(500);

    private final KafkaProducer<String, byte[]> producer;
    private final ScheduledExecutorService timer;

    private ConsentMarks(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> Thread.ofPlatform().daemon().name("consent-marks").unstarted(work));
    }

    static ConsentMarks start(String bootstrap) {
        var marks =
                new ConsentMarks(
                        // Without a sequence: a topic just made may take the second mark before
                        // the first, and would then refuse the first until it expires.
                        new KafkaProducer<>(
                                Map.<String, Object>of(
                                        "bootstrap.servers",
                                        bootstrap,
                                        "enable.idempotence",
                                        false),
                                new StringSerializer(),
                                new ByteArraySerializer()));
        var unused =
                marks.timer.scheduleAtFixedRate(
                        marks::send, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return marks;
    }

    /** From now on nobody says any more that consent states are current. */
    public static void fallSilent() {
        System.setProperty(SILENT, "true");
    }

    /** Says so again. */
    public static void speak() {
        System.clearProperty(SILENT);
    }

    private void send() {
        if (System.getProperty(SILENT) != null) {
            return;
        }
        int partitions = producer.partitionsFor(Topics.CONSENT_STATES).size();
        for (int i = 0; i < partitions; i++) {
            var mark = new ConsentMark("mark-" + i, i, partitions, Instant.now());
            var message =
                    new ProducerRecord<>(
                            mark.topic(), i, mark.key(), EventJson.write(mark).getBytes(UTF_8));
            new Envelope(UUID.randomUUID(), mark.type(), "test", mark.asOf())
                    .write(message.headers());
            var unused = producer.send(message);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
