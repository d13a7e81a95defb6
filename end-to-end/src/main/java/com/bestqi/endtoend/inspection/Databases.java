package com.bestqi.endtoend.inspection;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.localstack.Services;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Every table of every database of the suite, read as the super-user. */
public final class Databases {
    /** A row as one text: every column, byte columns in hexadecimal. */
    private static final String ROWS_WITH =
            "SELECT t::text AS content FROM %s AS t"
                    + " WHERE EXISTS (SELECT FROM unnest(?) AS needle"
                    + " WHERE strpos(lower(t::text), needle) > 0) ORDER BY 1";

    private static final String COUNT_WITH =
            "SELECT count(*) FROM %s AS t WHERE strpos(t::text, ?) > 0";

    private final StackAddresses stack;

    /** The databases of this stack. */
    public Databases(StackAddresses stack) {
        this.stack = stack;
    }

    /** One table. */
    public record Table(String database, String name) implements Comparable<Table> {
        @Override
        public int compareTo(Table other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return database + "." + name;
        }
    }

    /** A connection as the super-user. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                stack.jdbcUrl(database), stack.postgresUser(), stack.postgresPassword());
    }

    /** The databases of the services: each with the one of its keys, without Keycloak's. */
    public static List<String> ofServices() {
        var names = new ArrayList<String>();
        for (var service : Services.ALL) {
            names.add(service);
            names.add(service + "_keys");
        }
        return names;
    }

    /** The databases of the services, and Keycloak's. */
    public static List<String> all() {
        var names = new ArrayList<>(ofServices());
        names.add("keycloak");
        return names;
    }

    /**
     * How many rows of each table name the person, whatever the column; tables without are left
     * out.
     */
    public Map<Table, Long> countsOf(UUID accountId, Collection<String> databases) {
        var counts = new TreeMap<Table, Long>();
        eachTable(
                databases,
                (connection, table) -> {
                    var query = COUNT_WITH.formatted(quoted(table.name()));
                    try (var select = connection.prepareStatement(query)) {
                        select.setString(1, accountId.toString());
                        try (var rows = select.executeQuery()) {
                            rows.next();
                            if (rows.getLong(1) > 0) {
                                counts.put(table, rows.getLong(1));
                            }
                        }
                    }
                });
        return counts;
    }

    /** How many rows each table has. */
    public Map<Table, Long> counts(Collection<String> databases) {
        var counts = new TreeMap<Table, Long>();
        eachTable(
                databases,
                (connection, table) -> {
                    try (var statement = connection.createStatement();
                            var rows =
                                    statement.executeQuery(
                                            "SELECT count(*) FROM " + quoted(table.name()))) {
                        rows.next();
                        counts.put(table, rows.getLong(1));
                    }
                });
        return counts;
    }

    /**
     * The rows in which one of the texts occurs, in any column and any case, also inside a column
     * of bytes; tables without are left out.
     */
    public Map<Table, List<String>> rowsWith(
            Collection<String> texts, Collection<String> databases) {
        var needles = new ArrayList<String>();
        for (var text : texts) {
            needles.add(text.toLowerCase(Locale.ROOT));
            needles.add(Needle.hex(text));
        }
        var found = new TreeMap<Table, List<String>>();
        eachTable(
                databases,
                (connection, table) -> {
                    var query = ROWS_WITH.formatted(quoted(table.name()));
                    try (var select = connection.prepareStatement(query)) {
                        select.setArray(1, connection.createArrayOf("text", needles.toArray()));
                        try (var rows = select.executeQuery()) {
                            while (rows.next()) {
                                found.computeIfAbsent(table, _ -> new ArrayList<>())
                                        .add(rows.getString("content"));
                            }
                        }
                    }
                });
        return found;
    }

    /** Runs a statement and returns how many rows it touched. */
    public int execute(String database, String sql, Object... parameters) {
        try (var connection = connect(database);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw new InspectionException("cannot run a statement in " + database, e);
        }
    }

    /** A query's single number. */
    public long number(String database, String sql, Object... parameters) {
        return single(database, sql, rows -> rows.getLong(1), parameters);
    }

    /** A query's single text. */
    public String text(String database, String sql, Object... parameters) {
        return single(database, sql, rows -> rows.getString(1), parameters);
    }

    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> T single(String database, String sql, Reader<T> reader, Object... parameters) {
        try (var connection = connect(database);
                var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (var rows = select.executeQuery()) {
                rows.next();
                return reader.read(rows);
            }
        } catch (SQLException e) {
            throw new InspectionException("cannot ask " + database, e);
        }
    }

    private interface Look {
        void at(Connection connection, Table table) throws SQLException;
    }

    private void eachTable(Collection<String> databases, Look look) {
        for (var database : databases) {
            try (var connection = connect(database)) {
                for (var table : tables(connection)) {
                    look.at(connection, new Table(database, table));
                }
            } catch (SQLException e) {
                throw new InspectionException("cannot read " + database, e);
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT c.relname FROM pg_class c"
                                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                                        + " WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition"
                                        + " AND n.nspname = 'public' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
