package com.bestqi.platform.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import org.postgresql.util.PSQLException;

/** A statement failed. Keeps the SQL state, so that callers can tell a race from an outage. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String UNIQUE = "23505";
    private static final Set<String> GONE = Set.of("FATAL", "PANIC");

    private final String state;

    /** Wraps the driver's exception. */
    public DatabaseException(SQLException cause) {
        super(cause);
        this.state = state(cause);
    }

    /** The five-letter SQL state, empty when the driver gave none. */
    public String state() {
        return state;
    }

    /** A unique constraint was hit: somebody else was first. */
    public boolean uniqueViolation() {
        return state.equals(UNIQUE);
    }

    /** What the row refers to is not there, or is still referred to. */
    public boolean foreignKeyViolation() {
        return state.equals("23503");
    }

    /** The same call may succeed later: connection lost, deadlock, serialization, resources. */
    public boolean mayPass() {
        return transientState(state);
    }

    /** Whether a failure is that another transaction was in the way, and a new try may succeed. */
    public static boolean conflict(Throwable failure) {
        return any(failure, sql -> state(sql).startsWith("40") || state(sql).equals(UNIQUE));
    }

    /** Whether a failure is a unique key that somebody else has. */
    public static boolean uniqueViolation(Throwable failure) {
        return any(failure, sql -> state(sql).equals(UNIQUE));
    }

    /** Finds out whether any cause of a failure is one that may pass by itself. */
    public static boolean mayPass(Throwable failure) {
        return any(
                failure,
                sql -> state(sql).isEmpty() || transientState(state(sql)) || serverGone(sql));
    }

    /** A commit that fails keeps what the driver said among what it suppressed. */
    private static boolean any(Throwable failure, Predicate<SQLException> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && wanted.test(sql)) {
                return true;
            }
            for (var suppressed : cause.getSuppressed()) {
                if (any(suppressed, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String state(SQLException sql) {
        return sql.getSQLState() == null ? "" : sql.getSQLState();
    }

    /** The server ended with these words, whatever its state says: a full disk is one example. */
    private static boolean serverGone(SQLException sql) {
        if (!(sql instanceof PSQLException said)) {
            return false;
        }
        var message = said.getServerErrorMessage();
        return message != null
                && message.getSeverity() != null
                && GONE.contains(message.getSeverity());
    }

    /** 58 and XX are troubles of the server's own, such as a file that it cannot make longer. */
    private static boolean transientState(String state) {
        return state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("XX")
                || state.equals("55P03")
                || state.equals("25006");
    }
}
