package com.bestqi.platform.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.PGConnection;

/** A backup of one database of the service under test: what its tables held at one moment. */
public final class DatabaseCopy {
    private static final String DEADLOCK = "40P01";
    private static final int MOST_TRIES = 10;

    private final String prefix;
    private final Map<String, byte[]> tables;

    private DatabaseCopy(String prefix, Map<String, byte[]> tables) {
        this.prefix = prefix;
        this.tables = tables;
    }

    /** Copies the data database as it is now. */
    public static DatabaseCopy ofData() {
        return take("bestqi.db");
    }

    /** Copies the keys database as it is now. */
    public static DatabaseCopy ofKeys() {
        return take("bestqi.keys.db");
    }

    private static DatabaseCopy take(String prefix) {
        var tables = new TreeMap<String, byte[]>();
        try (var connection = connect(prefix)) {
            connection.setAutoCommit(false);
            try (var snapshot = connection.createStatement()) {
                snapshot.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
            for (var table : names(connection)) {
                var bytes = new ByteArrayOutputStream();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY " + table + " TO STDOUT (FORMAT binary)", bytes);
                tables.put(table, bytes.toByteArray());
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("no copy of " + prefix, e);
        }
        return new DatabaseCopy(prefix, tables);
    }

    /** Puts the database back to that moment; what came later is gone. */
    public void restore() {
        for (int tries = 1; ; tries++) {
            try {
                restoreOnce();
                return;
            } catch (SQLException e) {
                // Workers that a test leaves running lock the tables in other orders.
                if (tries == MOST_TRIES || !DEADLOCK.equals(e.getSQLState())) {
                    throw new IllegalStateException("not restored: " + prefix, e);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void restoreOnce() throws SQLException, IOException {
        try (var connection = connect(prefix)) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + String.join(", ", tables.keySet()));
            }
            for (var table : tables.entrySet()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY " + table.getKey() + " FROM STDIN (FORMAT binary)",
                                new ByteArrayInputStream(table.getValue()));
            }
            connection.commit();
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var select = connection.createStatement();
                var rows =
                        select.executeQuery(
                                "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
                                        + " AND relnamespace = 'public'::regnamespace"
                                        + " AND relname <> 'flyway_schema_history'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** As the owner of the schema: the role of the running service may not truncate. */
    public static Connection connect(String prefix) throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue(prefix + ".url", String.class),
                config.getValue(prefix + ".owner", String.class),
                config.getValue(prefix + ".owner.password", String.class));
    }
}
