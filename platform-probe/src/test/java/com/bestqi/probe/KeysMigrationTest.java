package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.localstack.Secrets;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What was in a keys database before master keys had a table of their own. */
@QuarkusTest
@WithTestResource(StackResource.class)
class KeysMigrationTest {
    private static final String DATABASE = "keys_before";

    @ConfigProperty(name = "bestqi.keys.db.url")
    String url;

    @Test
    void rowsOfOldKeepTheirMasterKeyAndEmptyPlacesNeedNone() throws Exception {
        try (var server = connect("postgres");
                var databases = server.createStatement()) {
            databases.execute("CREATE DATABASE " + DATABASE);
            try {
                migrate("3");
                try (var before = connect(DATABASE);
                        var statement = before.createStatement()) {
                    statement.execute(
                            "INSERT INTO subject_key"
                                    + " SELECT gen_random_uuid(), CASE WHEN n > 1 THEN 'x'::bytea END,"
                                    + " 'm' || n % 3, now(), CASE WHEN n < 2 THEN now() END"
                                    + " FROM generate_series(0, 4) AS s (n)");

                    migrate("latest");

                    assertThat(
                                    texts(
                                            before,
                                            "SELECT coalesce(master_key_id, 'none')"
                                                    + " FROM subject_key ORDER BY 1"))
                            .containsExactly("m0", "m1", "m2", "none", "none");
                    assertThat(texts(before, "SELECT usable_id FROM master_key ORDER BY 1"))
                            .containsExactly("m0", "m1", "m2");
                }
            } finally {
                databases.execute("DROP DATABASE " + DATABASE);
            }
        }
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(url(DATABASE), "postgres", password())
                .locations("db/keys")
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

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", password());
    }

    private String url(String database) {
        return url.substring(0, url.lastIndexOf('/') + 1) + database;
    }

    private static String password() {
        return Secrets.in(Path.of(System.getProperty("bestqi.test.data-dir")))
                .password("db.postgres");
    }
}
