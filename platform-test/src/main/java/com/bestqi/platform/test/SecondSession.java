package com.bestqi.platform.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Somebody else's transaction in the database of the service under test, for getting in the way of
 * the service's own. What is not committed is rolled back at the end.
 */
public final class SecondSession implements AutoCloseable {
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND ? = ANY (pg_blocking_pids(pid))";

    private static final int MOST_TRIES = 5;

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

    /**
     * Makes a call of the service lose a deadlock, and returns its answer: while this session holds
     * what {@code holds} locks, which the call waits for, it asks for what the call has, which is
     * the row of the person. The service waits first, so its check for deadlocks comes first; when
     * it was slower, the call goes through, and another one is made.
     */
    public static <T> T deadlock(Supplier<T> call, String holds, UUID accountId)
            throws SQLException {
        for (int tries = 1; ; tries++) {
            try (var second = open()) {
                second.execute(holds);
                var calling = CompletableFuture.supplyAsync(call);
                second.awaitSomebodyWaiting();
                if (second.getsTheRowOf(accountId)) {
                    second.commit();
                    return calling.join();
                }
                second.rollback();
                calling.join();
            }
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("the service never lost");
            }
        }
    }

    private boolean getsTheRowOf(UUID accountId) throws SQLException {
        try {
            execute("SELECT FROM data_subject WHERE account_id = ? FOR UPDATE", accountId);
            return true;
        } catch (SQLException e) {
            if (!"40P01".equals(e.getSQLState())) {
                throw e;
            }
            return false;
        }
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
