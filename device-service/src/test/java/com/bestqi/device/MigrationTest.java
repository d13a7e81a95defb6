package com.bestqi.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.localstack.Ports;
import com.bestqi.localstack.PostgresPart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows written before the tables were partitioned are there afterwards. */
@Tag("RT-1")
class MigrationTest {
    private static final String READINGS =
            "SELECT account_id || ' ' || device_id || ' ' || type || ' ' || at || ' '"
                    + " || consent_revision || ' ' || coalesce(value::text, content::text)"
                    + " FROM reading ORDER BY 1";
    private static final String POSITIONS =
            "SELECT account_id || ' ' || installation_id || ' ' || at || ' ' || precision || ' '"
                    + " || consent_revision || ' ' || coordinates::text FROM location ORDER BY 1";

    @Test
    void samplesOfAllTimesKeepTheirValuesAndFindTheirPartition(@TempDir Path folder)
            throws Exception {
        var postgres = PostgresPart.forTests(folder, Ports.free());
        postgres.start();
        try {
            migrate(postgres, "1");
            try (var connection = postgres.connect("device");
                    var statement = connection.createStatement()) {
                statement.execute(
                        "INSERT INTO reading SELECT gen_random_uuid(), gen_random_uuid(),"
                                + " now() - n * interval '9 days', n, n, 'temperature', NULL"
                                + " FROM generate_series(0, 60) AS s (n)");
                statement.execute(
                        "INSERT INTO reading SELECT gen_random_uuid(), gen_random_uuid(),"
                                + " now() + interval '4 minutes', 1, NULL, 'mode', '\\xabcd'");
                statement.execute(
                        "INSERT INTO location SELECT gen_random_uuid(), gen_random_uuid(),"
                                + " now() - n * interval '3 days', n, 'PRECISE', '\\xabcd'"
                                + " FROM generate_series(0, 20) AS s (n)");
                var readings = texts(connection, READINGS);
                var positions = texts(connection, POSITIONS);

                migrate(postgres, "latest");

                assertThat(texts(connection, READINGS)).isEqualTo(readings).hasSize(62);
                assertThat(texts(connection, POSITIONS)).isEqualTo(positions).hasSize(21);
                assertThat(
                                texts(
                                        connection,
                                        "SELECT DISTINCT tableoid::regclass::text FROM reading"))
                        .hasSizeGreaterThan(15)
                        .allMatch(leaf -> leaf.matches("reading_p\\d{6}01"));
                assertThat(
                                texts(
                                        connection,
                                        "SELECT relname FROM pg_class WHERE relname ~ 'before'"))
                        .isEmpty();
            }
        } finally {
            postgres.stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void emptyTablesAreReadyForNow(@TempDir Path folder) throws Exception {
        var postgres = PostgresPart.forTests(folder, Ports.free());
        postgres.start();
        try {
            migrate(postgres, "latest");
            try (var connection = postgres.connect("device");
                    var statement = connection.createStatement()) {
                assertThat(
                                statement.executeUpdate(
                                        "INSERT INTO reading SELECT gen_random_uuid(),"
                                                + " gen_random_uuid(),"
                                                + " now() + n * interval '1 day', 1, 1, 't', NULL"
                                                + " FROM generate_series(-30, 30) AS s (n)"))
                        .isEqualTo(61);
            }
        } finally {
            postgres.stop(Duration.ofSeconds(5));
        }
    }

    private static void migrate(PostgresPart postgres, String target) {
        Flyway.configure()
                .dataSource(
                        postgres.jdbcUrl("device"),
                        "device_owner",
                        postgres.password("device_owner"))
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .target(target)
                .load()
                .migrate();
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
