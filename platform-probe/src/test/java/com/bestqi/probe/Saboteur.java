package com.bestqi.probe;

import com.bestqi.platform.database.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
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
                Map.of(
                        "ON CONFLICT DO NOTHING",
                        "ON CONFLICT (event_id) DO UPDATE SET received_at = excluded.received_at")),
        /** Whoever held the lease once holds it still, also when it is time to renew it. */
        FENCE("outbox_lease", Map.of("fence = ?", "fence >= 0 * ?", "until < now()", "true")),
        /** Everybody lives. */
        TOMBSTONE(
                "FROM data_subject WHERE account_id = ? FOR",
                Map.of(" state,", " 'LIVE' AS state,"));

        private final String mark;
        private final Map<String, String> instead;

        Guard(String mark, Map<String, String> instead) {
            this.mark = mark;
            this.instead = instead;
        }

        private String takenOutOf(String sql) {
            if (!sql.contains(mark)) {
                return sql;
            }
            var changed = sql;
            for (var change : instead.entrySet()) {
                changed = changed.replace(change.getKey(), change.getValue());
            }
            return changed;
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
