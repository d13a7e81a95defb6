package com.bestqi.platform.test;

import com.bestqi.localstack.KafkaPart;
import com.bestqi.localstack.Ports;
import com.bestqi.localstack.PostgresPart;
import com.bestqi.localstack.Secrets;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Starts PostgreSQL, Kafka and a token issuer for the tests of one module and points the service at
 * them. Use: {@code @WithTestResource(StackResource.class)} beside {@code @QuarkusTest}.
 */
public final class StackResource implements QuarkusTestResourceLifecycleManager {
    /** Those who take part in an erasure. */
    static final List<String> SERVICES =
            List.of("account", "device", "consent", "dsr", "notification");

    private @Nullable PostgresPart postgres;
    private @Nullable KafkaPart kafka;
    private @Nullable TokenIssuer issuer;
    private @Nullable ConsentMarks marks;

    @Override
    public Map<String, String> start() {
        var data = dataFolder();
        var service = serviceName();
        var database = PostgresPart.forTests(data, Ports.free());
        var broker = new KafkaPart(data, Ports.free());
        var tokens = TokenIssuer.start();
        postgres = database;
        kafka = broker;
        issuer = tokens;
        var starting = new FutureTask<>(broker::start, "started");
        var starter = Thread.ofVirtual().unstarted(starting);
        // Kafka's client loads parts of itself through the thread's loader: it must be its own.
        starter.setContextClassLoader(KafkaPart.class.getClassLoader());
        starter.start();
        database.start();
        try {
            starting.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Kafka did not start", e);
        }
        var secrets = Secrets.in(data);
        System.setProperty(TestEnvironment.DATA_DIR, data.toString());
        System.setProperty(TestEnvironment.ISSUER, tokens.issuer());
        System.setProperty(TestEnvironment.ISSUER_KEY, tokens.privateKey());
        System.setProperty(TestEnvironment.KAFKA, broker.bootstrap());
        marks = ConsentMarks.start(broker.bootstrap());
        var settings = new HashMap<String, String>();
        databaseSettings(settings, database, service);
        settings.put("bestqi.kafka.bootstrap", broker.bootstrap());
        settings.put("bestqi.issuer", tokens.issuer());
        settings.put("bestqi.jwks.url", tokens.jwksUrl());
        settings.put("bestqi.permission.url", tokens.permissionUrl());
        settings.put("bestqi.master-keys.file", secrets.masterKeys(service).path().toString());
        settings.put("bestqi.index.key", secrets.key(service + ".index"));
        settings.put("bestqi.signing.key", secrets.signingKey(service));
        settings.put("bestqi.participant.keys", ParticipantKeys.publicKeys(secrets));
        settings.put("bestqi.public.url", "http://localhost:8080");
        // Tests run the rounds themselves.
        settings.put("bestqi.retention.every", "P1D");
        // A test that calls at once finds the service ready.
        settings.put("bestqi.restore.start-waits", "PT60S");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.port", "0");
        return settings;
    }

    private static void databaseSettings(
            Map<String, String> settings, PostgresPart database, String service) {
        settings.put("bestqi.db.url", database.jdbcUrl(service));
        settings.put("bestqi.keys.db.url", database.jdbcUrl(service + "_keys"));
        for (var prefix : List.of("bestqi.db", "bestqi.keys.db")) {
            settings.put(prefix + ".user", service);
            settings.put(prefix + ".password", database.password(service));
            settings.put(prefix + ".owner", service + "_owner");
            settings.put(prefix + ".owner.password", database.password(service + "_owner"));
        }
    }

    private static Path dataFolder() {
        try {
            var target = Files.createDirectories(Path.of("target"));
            return Files.createTempDirectory(target.toAbsolutePath(), "stack-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String serviceName() {
        var properties = new Properties();
        var loader = Thread.currentThread().getContextClassLoader();
        try (var file = loader.getResourceAsStream("application.properties")) {
            if (file == null) {
                throw new IllegalStateException("the module has no application.properties");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var name = properties.getProperty("bestqi.service");
        if (name == null) {
            throw new IllegalStateException("application.properties lacks bestqi.service");
        }
        return name;
    }

    @Override
    public void stop() {
        if (marks != null) {
            marks.close();
        }
        if (kafka != null) {
            kafka.stop(Duration.ofSeconds(5));
        }
        if (postgres != null) {
            postgres.stop(Duration.ofSeconds(5));
        }
        if (issuer != null) {
            issuer.stop();
        }
    }
}
