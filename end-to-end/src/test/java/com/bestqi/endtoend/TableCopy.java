package com.bestqi.endtoend;

import com.bestqi.endtoend.inspection.Databases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/** A backup of one database of the server, to be put back while the others stay as they are. */
record TableCopy(Databases databases, String database, Map<String, byte[]> tables) {

    /** What every table of the database holds now. */
    static TableCopy of(Databases databases, String database) {
        var tables = new TreeMap<String, byte[]>();
        try (var connection = databases.connect(database)) {
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
            throw new IllegalStateException("no copy of " + database, e);
        }
        return new TableCopy(databases, database, tables);
    }

    /** Puts the database back. */
    void restore() {
        try (var connection = databases.connect(database)) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + String.join(", ", tables.keySet()) + " CASCADE");
                // Rows come in the order of the tables' names, whatever refers to what.
                statement.execute("SET LOCAL session_replication_role = 'replica'");
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
        } catch (SQLException e) {
            throw new IllegalStateException("not restored: " + database, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
}
