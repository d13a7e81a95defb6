package com.bestqi.platform.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How this service speaks to Kafka. */
@ApplicationScoped
public class KafkaSettings {

    /** What must be configured. */
    @ConfigMapping(prefix = "bestqi")
    public interface Config {
        /** Name of the service, which is also its participant name and consumer group. */
        String service();

        /**
         * Name of this replica, stable over restarts, so that it takes its partitions back at once.
         */
        Optional<String> instance();

        /** The brokers. */
        @WithName("kafka.bootstrap")
        String kafkaBootstrap();

        /** How many records one transaction of the consumer may hold. */
        @WithName("kafka.max-poll-size")
        @WithDefault("500")
        int kafkaMaxPollSize();

        /** How many bytes an event may have; a larger one is parked. */
        @WithName("kafka.max-event-size")
        @WithDefault("262144")
        int kafkaMaxEventSize();

        /** The certificates that the brokers' are signed with (PEM); with it all goes by TLS. */
        @WithName("kafka.ca-file")
        Optional<Path> kafkaCaFile();

        /** This service's certificate (PEM), which says to the brokers who it is. */
        @WithName("kafka.certificate-file")
        Optional<Path> kafkaCertificateFile();

        /** The certificate's key (PKCS 8, PEM). */
        @WithName("kafka.key-file")
        Optional<Path> kafkaKeyFile();
    }

    private final Config config;

    /** Reads the configuration. */
    public KafkaSettings(Config config) {
        this.config = config;
    }

    /** Name of this service. */
    public String service() {
        return config.service();
    }

    /** How many bytes an event may have. */
    public int maxEventSize() {
        return config.kafkaMaxEventSize();
    }

    /** Where they are, and how both sides know each other. */
    private Map<String, Object> brokers() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", config.kafkaBootstrap());
        config.kafkaCaFile()
                .ifPresent(authorities -> {
                    settings.put("security.protocol", "SSL");
                    settings.put("ssl.truststore.type", "PEM");
                    settings.put("ssl.truststore.certificates", text(authorities));
                });
        if (config.kafkaCertificateFile().isPresent() && config.kafkaKeyFile().isPresent()) {
            settings.put("ssl.keystore.type", "PEM");
            settings.put(
                    "ssl.keystore.certificate.chain", text(config.kafkaCertificateFile().get()));
            settings.put("ssl.keystore.key", text(config.kafkaKeyFile().get()));
        }
        return settings;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A producer whose transactions fence an older one of the same service. */
    public Map<String, Object> relayProducer() {
        var settings = brokers();
        settings.put("client.id", config.service() + "-outbox");
        settings.put("transactional.id", config.service() + "-outbox");
        settings.put("transaction.timeout.ms", 10_000);
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", StringSerializer.class);
        // A batch ends with commitTransaction, which flushes: lingering only fills the requests.
        settings.put("linger.ms", 20);
        settings.put("batch.size", 262_144);
        settings.put("delivery.timeout.ms", 9_000);
        settings.put("request.timeout.ms", 5_000);
        settings.put("max.block.ms", 10_000);
        return settings;
    }

    /** A reader of committed events outside of any group, for a look at a whole topic. */
    public Map<String, Object> reader() {
        var settings = brokers();
        settings.put("isolation.level", "read_committed");
        settings.put("default.api.timeout.ms", 5_000);
        return settings;
    }

    /** Asks the brokers about topics; an answer that takes longer than this is none. */
    public Map<String, Object> admin() {
        var settings = brokers();
        settings.put("client.id", config.service() + "-admin");
        settings.put("request.timeout.ms", 3_000);
        settings.put("default.api.timeout.ms", 5_000);
        return settings;
    }

    /** A consumer of committed events that never commits an offset by itself. */
    public Map<String, Object> consumer() {
        var settings = reader(config.service() + "-inbox");
        settings.put("group.id", config.service());
        config.instance().ifPresent(name -> settings.put("group.instance.id", name));
        settings.put("session.timeout.ms", 6_000);
        settings.put("heartbeat.interval.ms", 2_000);
        return settings;
    }

    /** A reader of committed events that belongs to no group, so that it waits for nobody. */
    public Map<String, Object> replay() {
        return reader(config.service() + "-replay");
    }

    private Map<String, Object> reader(String clientId) {
        var settings = brokers();
        settings.put("client.id", clientId);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", config.kafkaMaxPollSize());
        settings.put("fetch.max.wait.ms", 200);
        settings.put("metadata.max.age.ms", 10_000);
        return settings;
    }
}
