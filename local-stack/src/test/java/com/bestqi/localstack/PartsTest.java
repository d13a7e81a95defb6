package com.bestqi.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PartsTest {
    private static final Duration STOP = Duration.ofSeconds(10);

    private static PostgresPart postgres;
    private static KafkaPart kafka;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        postgres = PostgresPart.forTests(dataDir, Ports.free());
        kafka = new KafkaPart(dataDir, Ports.free());
        postgres.start();
        kafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.stop(STOP);
        postgres.stop(STOP);
    }

    @Test
    void aServiceReadsAndWritesWhatItsOwnerCreated() throws SQLException {
        try (var owner = connect("device_keys", "device_owner");
                var service = connect("device_keys", "device")) {
            run(owner, "CREATE TABLE readable (id bigserial PRIMARY KEY, text text)");

            run(service, "INSERT INTO readable (text) VALUES ('a')");
            run(service, "UPDATE readable SET text = 'b'");
            run(service, "DELETE FROM readable");
        }
    }

    @Test
    void aServiceChangesNoTable() throws SQLException {
        try (var owner = connect("device", "device_owner");
                var service = connect("device", "device")) {
            run(owner, "CREATE TABLE fixed (id int)");

            assertThatThrownBy(() -> run(service, "CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(service, "ALTER TABLE fixed ADD more int"))
                    .hasMessageContaining("owner");
            assertThatThrownBy(() -> run(service, "TRUNCATE fixed"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aServiceReachesNoDatabaseButItsOwn() {
        assertThatThrownBy(() -> connect("account", "device"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("account_keys", "device_owner"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("keycloak", "account"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("postgres", "device"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theDatabaseComesBackAfterACrashWithWhatWasCommitted() throws SQLException {
        try (var owner = connect("dsr", "dsr_owner")) {
            run(owner, "CREATE TABLE kept (id int)");
            run(owner, "INSERT INTO kept VALUES (7)");
        }

        postgres.process().kill();
        assertThat(postgres.ready()).isFalse();
        postgres.start();

        try (var service = connect("dsr", "dsr");
                var rows = service.createStatement().executeQuery("SELECT id FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void theBrokerHasTheTopicsOfTheDesignAfterARestartToo() throws Exception {
        kafka.stop(STOP);
        assertThat(kafka.ready()).isFalse();
        kafka.start();

        try (var admin = KafkaTopics.admin(kafka.bootstrap())) {
            assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .containsExactlyInAnyOrderElementsOf(KafkaTopics.names());
            var compacted = new ConfigResource(ConfigResource.Type.TOPIC, "subject-directives");
            var kept = new ConfigResource(ConfigResource.Type.TOPIC, "directive-outcomes");
            var settings =
                    admin.describeConfigs(List.of(compacted, kept)).all().get(10, TimeUnit.SECONDS);
            assertThat(settings.get(compacted).get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(settings.get(kept).get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
        }
    }

    @Test
    void aFrozenPartGoesOnWhereItWas() {
        postgres.process().pause();
        postgres.process().resume();

        await().until(postgres::ready);
    }

    private static Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(database), role, postgres.password(role));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
