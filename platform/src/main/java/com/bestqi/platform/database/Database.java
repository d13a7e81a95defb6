package com.bestqi.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Plain SQL on the service's own database. Inside a transaction every call uses the transaction's
 * connection, so it commits or rolls back with the rest. Arguments may be any type JDBC knows, an
 * {@link Instant}, a {@link UUID}, or an array ({@code UUID[]}, {@code String[]}, {@code Long[]},
 * {@code Instant[]}, {@code Double[]}, {@code Integer[]}, {@code byte[][]}) for {@code unnest}.
 */
@ApplicationScoped
public class Database {
    private static final int BINARY_AT_ONCE = -1;
    private static final int FETCH_SIZE = 1_000;

    private final DataSource dataSource;

    /** Uses the default data source. */
    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Turns the current row into a value. */
    @FunctionalInterface
    public interface Row<T extends @Nullable Object> {
        /** Reads the row the result set stands on; never moves it. */
        T read(ResultSet rows) throws SQLException;
    }

    /** Receives rows one at a time. */
    @FunctionalInterface
    public interface RowSink {
        /** Takes the row the result set stands on. */
        void take(ResultSet rows) throws SQLException;
    }

    /** Work with a bare connection, for what the other methods cannot say (COPY). */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /** Runs on the transaction's connection; must not close it. */
        T run(Connection connection) throws SQLException;
    }

    /** All rows of a query, in memory; only for results that are bounded by their query. */
    public <T> List<T> query(String sql, Row<T> row, @Nullable Object... arguments) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                bind(connection, statement, arguments);
                var found = new ArrayList<T>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(row.read(rows));
                    }
                }
                return found;
            }
        });
    }

    /** The first row of a query, if any. */
    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) {
        return query(sql, row, arguments).stream().findFirst();
    }

    /**
     * Hands over rows one at a time with a cursor, so that memory stays flat; values come in binary
     * from the first, for what is streamed is much. Needs a transaction, else PostgreSQL's driver
     * loads the whole result.
     */
    public void stream(String sql, RowSink sink, @Nullable Object... arguments) {
        with(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
                statement.setFetchSize(FETCH_SIZE);
                bind(connection, statement, arguments);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        sink.take(rows);
                    }
                }
                return true;
            }
        });
    }

    /** Runs an insert, update or delete and returns how many rows it touched. */
    public int update(String sql, @Nullable Object... arguments) {
        return with(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                bind(connection, statement, arguments);
                return statement.executeUpdate();
            }
        });
    }

    /** Runs work on the transaction's connection. */
    public <T extends @Nullable Object> T with(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Reads an instant that may be null. */
    public static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        var value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static void bind(
            Connection connection, PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, sqlValue(connection, arguments[i]));
        }
    }

    private static @Nullable Object sqlValue(Connection connection, @Nullable Object value)
            throws SQLException {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case UUID[] array -> connection.createArrayOf("uuid", array);
            case String[] array -> connection.createArrayOf("text", array);
            case Long[] array -> connection.createArrayOf("bigint", array);
            case Integer[] array -> connection.createArrayOf("integer", array);
            case Double[] array -> connection.createArrayOf("float8", array);
            case byte[][] array -> connection.createArrayOf("bytea", array);
            case Instant[] array -> connection.createArrayOf("timestamptz", timestamps(array));
            default -> value;
        };
    }

    private static @Nullable Timestamp[] timestamps(@Nullable Instant[] instants) {
        var timestamps = new @Nullable Timestamp[instants.length];
        for (int i = 0; i < instants.length; i++) {
            var instant = instants[i];
            timestamps[i] = instant == null ? null : Timestamp.from(instant);
        }
        return timestamps;
    }
}
