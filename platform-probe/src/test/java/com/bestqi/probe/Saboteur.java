package com.bestqi.probe;

import com.bestqi.platform.database.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of the service under test, which lets a test take one of the product's guards out: a
 * statement that asks the guard is changed on its way so that it finds nothing wrong.
 */
@Alternative
@Priority(1)
@Singleton
public class Saboteur extends Database {
    private volatile @Nullable Guard out;

    public Saboteur(DataSource dataSource) {
        super(dataSource);
    }

    /** A guard, the statement that asks it, and how that no longer asks. */
    enum Guard {
        /** Every event is new. */
        INBOX(
                "INSERT INTO inbox_event",
                "ON CONFLICT DO NOTHING",
                "ON CONFLICT (event_id) DO UPDATE SET received_at = excluded.received_at"),
        /** Whoever held the lease once holds it still. */
        FENCE("FROM outbox_lease WHERE name = ? AND fence", "fence = ?", "fence >= 0 * ?"),
        /** Everybody lives. */
        TOMBSTONE("FROM data_subject WHERE account_id = ? FOR", " state,", " 'LIVE' AS state,");

        private final String mark;
        private final String asks;
        private final String asksNot;

        Guard(String mark, String asks, String asksNot) {
            this.mark = mark;
            this.asks = asks;
            this.asksNot = asksNot;
        }

        private String takenOutOf(String sql) {
            return sql.contains(mark) ? sql.replace(asks, asksNot) : sql;
        }
    }

    void takeOut(Guard guard) {
        out = guard;
    }

    void putBack() {
        out = null;
    }

    @Override
    public <T> List<T> query(String sql, Row<T> row, @Nullable Object... arguments) {
        return super.query(changed(sql), row, arguments);
    }

    @Override
    public int update(String sql, @Nullable Object... arguments) {
        return super.update(changed(sql), arguments);
    }

    private String changed(String sql) {
        var guard = out;
        return guard == null ? sql : guard.takenOutOf(sql);
    }
}
