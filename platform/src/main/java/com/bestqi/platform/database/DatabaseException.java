package com.bestqi.platform.database;

import java.sql.SQLException;

/** A statement failed. Keeps the SQL state, so that callers can tell a race from an outage. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String UNIQUE = "23505";

    private final String state;

    /** Wraps the driver's exception. */
    public DatabaseException(SQLException cause) {
        super(cause);
        this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
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
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("40") || sql.getSQLState().equals(UNIQUE);
            }
        }
        return false;
    }

    /** Whether a failure is a unique key that somebody else has. */
    public static boolean uniqueViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Finds out whether any cause of a failure is one that may pass by itself. */
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql.getSQLState() == null || transientState(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean transientState(String state) {
        return state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("55P03")
                || state.equals("25006");
    }
}
