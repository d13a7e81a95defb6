package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.event.KafkaSettings;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker and a service know each other by certificates in PEM files, as operators give them. */
@Tag("SE-2")
class KafkaTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void aServiceShowsItsCertificateAndAcceptsTheBrokersAlone(@TempDir Path folder)
            throws Exception {
        var broker = identity(folder, "broker");
        var service = identity(folder, "account-service");
        var stranger = identity(folder, "stranger");

        assertThat(seen(broker, settings(broker, service), service))
                .isEqualTo("CN=account-service");
        assertThatThrownBy(() -> seen(broker, settings(stranger, service), service))
                .hasRootCauseInstanceOf(SSLException.class);
    }

    @Test
    void everyClientOfAServiceGoesByTls(@TempDir Path folder) throws Exception {
        var own = identity(folder, "account-service");
        var settings = settings(own, own);

        for (var client : clients(settings)) {
            assertThat(client)
                    .containsEntry("security.protocol", "SSL")
                    .containsKey("ssl.keystore.key");
        }
    }

    @Test
    void withoutFilesNothingIsSaidAboutTls() {
        var settings =
                new KafkaSettings(config(Optional.empty(), Optional.empty(), Optional.empty()));

        for (var client : clients(settings)) {
            assertThat(client.keySet()).noneMatch(key -> key.startsWith("ssl."));
            assertThat(client).doesNotContainKey("security.protocol");
        }
    }

    @Test
    void aFileThatIsMissingIsNamed(@TempDir Path folder) {
        var missing = folder.resolve("ca.crt");
        var settings =
                new KafkaSettings(config(Optional.of(missing), Optional.empty(), Optional.empty()));

        assertThatThrownBy(settings::admin)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString());
    }

    private static List<Map<String, Object>> clients(KafkaSettings settings) {
        return List.of(
                settings.admin(),
                settings.consumer(),
                settings.reader(),
                settings.relayProducer(),
                settings.replay());
    }

    private record Identity(KeyStore store, Path certificate, Path key) {}

    private static KafkaSettings settings(Identity trusted, Identity own) {
        return new KafkaSettings(
                config(
                        Optional.of(trusted.certificate()),
                        Optional.of(own.certificate()),
                        Optional.of(own.key())));
    }

    private static KafkaSettings.Config config(
            Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
        return new KafkaSettings.Config() {
            @Override
            public String service() {
                return "account";
            }

            @Override
            public Optional<String> instance() {
                return Optional.empty();
            }

            @Override
            public String kafkaBootstrap() {
                return "localhost:9093";
            }

            @Override
            public int kafkaMaxPollSize() {
                return 500;
            }

            @Override
            public int kafkaMaxEventSize() {
                return 262_144;
            }

            @Override
            public Optional<Path> kafkaCaFile() {
                return authorities;
            }

            @Override
            public Optional<Path> kafkaCertificateFile() {
                return certificate;
            }

            @Override
            public Optional<Path> kafkaKeyFile() {
                return key;
            }
        };
    }

    /** Whom a server sees that asks for a certificate, when a client of Kafka comes. */
    private static String seen(Identity broker, KafkaSettings settings, Identity known)
            throws Exception {
        try (var server = (SSLServerSocket) server(broker, known).createServerSocket(0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setNeedClientAuth(true);
            server.setSoTimeout(20_000);
            Callable<String> accept =
                    () -> {
                        try (var socket = (SSLSocket) server.accept()) {
                            socket.setSoTimeout(10_000);
                            socket.startHandshake();
                            return socket.getSession().getPeerPrincipal().getName();
                        }
                    };
            var principal = threads.submit(accept);
            var client = new HashMap<>(settings.admin());
            client.put("bootstrap.servers", "localhost:" + server.getLocalPort());
            try (var admin = Admin.create(client)) {
                var asked = admin.describeCluster().nodes();
                var name = principal.get(30, TimeUnit.SECONDS);
                assertThat(asked).isNotNull();
                return name;
            }
        }
    }

    private static SSLServerSocketFactory server(Identity own, Identity known) throws Exception {
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own.store(), PASSWORD);
        var trust = TrustManagerFactory.getInstance("PKIX");
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("known", certificate(known.store()));
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getServerSocketFactory();
    }

    private static Certificate certificate(KeyStore store) throws Exception {
        return store.getCertificate("own");
    }

    private static Identity identity(Path folder, String name) throws Exception {
        var file = folder.resolve(name + ".p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Key key = store.getKey("own", PASSWORD);
        return new Identity(
                store,
                pem(
                        folder.resolve(name + ".crt"),
                        "CERTIFICATE",
                        store.getCertificate("own").getEncoded()),
                pem(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] content) throws Exception {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
    }
}
