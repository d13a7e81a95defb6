package com.bestqi.platform.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Somebody else's transaction in the database of the service under test, for getting in the way of
 * the service's own. What is not committed is rolled back at the end.
 */
public final class SecondSession implements AutoCloseable {
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND ? = ANY (pg_blocking_pids(pid))";

    private final Connection connection;
    private final int pid;

    private SecondSession(Connection connection, int pid) {
        this.connection = connection;
        this.pid = pid;
    }

    /** Begins a transaction, as the owner of the schema. */
    public static SecondSession open() throws SQLException {
        var connection = DatabaseCopy.connect("bestqi.db");
        int pid;
        try (var select = connection.createStatement();
                var rows = select.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            pid = rows.getInt(1);
        }
        connection.setAutoCommit(false);
        return new SecondSession(connection, pid);
    }

    /** Runs a statement; may wait for the service, and be broken off in its stead. */
    public void execute(String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            statement.execute();
        }
    }

    /** Waits until somebody waits for what this transaction holds. */
    public void awaitSomebodyWaiting() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> waiting() > 0);
    }

    /** How many sessions wait for what this transaction holds. */
    public int waiting() throws SQLException {
        try (var look = DatabaseCopy.connect("bestqi.db");
                var statement = look.prepareStatement(WAITING)) {
            statement.setInt(1, pid);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Makes it so, and lets go. */
    public void commit() throws SQLException {
        connection.commit();
    }

    /** Lets go without a trace. */
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }
}
