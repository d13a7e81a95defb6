package com.bestqi.platform.retention;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.retention.RetentionPlan.Entry;
import com.bestqi.platform.subject.Holds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** The SQL that deletes rows past their period, made from the inventory alone. */
@ApplicationScoped
public class RowExpiry {
    /** Before everything. */
    public static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /** Oldest first, from where the chunk before ended; rows somebody works on wait. */
    private static final String DELETE =
            """
            WITH due AS MATERIALIZED (
                SELECT r.ctid AS place, r.%2$s AS since FROM %1$s r
                WHERE r.%2$s >= ? AND r.%2$s < ? %3$s
                ORDER BY r.%2$s LIMIT ? FOR UPDATE OF r SKIP LOCKED),
            gone AS (
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT place FROM due)) RETURNING 1)
            SELECT (SELECT count(*) FROM gone) AS gone, (SELECT max(since) FROM due) AS last
            """;

    private static final String DELETE_BLOCKS =
            """
            WITH due AS MATERIALIZED (
                SELECT r.ctid AS place FROM %1$s r
                WHERE r.ctid >= format('(%%s,0)', ?)::tid AND r.ctid < format('(%%s,0)', ?)::tid %2$s
                FOR UPDATE OF r SKIP LOCKED),
            gone AS (
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT place FROM due)) RETURNING 1)
            SELECT count(*) AS gone FROM gone
            """;

    private static final String OLDEST =
            """
            SELECT r.%2$s AS since FROM %1$s r WHERE r.%2$s < ? %3$s ORDER BY r.%2$s LIMIT 1
            """;

    private final Database database;
    private final Holds holds;

    /** Everything it needs is injected. */
    public RowExpiry(Database database, Holds holds) {
        this.database = database;
        this.holds = holds;
    }

    /**
     * What a chunk came to.
     *
     * @param last from where the next one goes on
     */
    public record Chunk(int gone, Instant last) {}

    /**
     * Deletes a chunk of the rows counted from before {@code cutoff}; of the caller's transaction.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Chunk delete(Entry entry, Instant from, Instant cutoff, int atMost) {
        holds.keepAway();
        return database.first(
                        DELETE.formatted(entry.table(), entry.rule().countedFrom(), free(entry)),
                        rows -> {
                            var last = Database.instant(rows, "last");
                            return new Chunk(rows.getInt("gone"), last == null ? cutoff : last);
                        },
                        from,
                        cutoff,
                        atMost)
                .orElseThrow();
    }

    /** Deletes all rows in some blocks of a past partition, but for those under hold. */
    @Transactional(Transactional.TxType.MANDATORY)
    public int deleteBlocks(Entry entry, String leaf, long from, long to) {
        holds.keepAway();
        return database.first(
                        DELETE_BLOCKS.formatted(leaf, free(entry)),
                        rows -> rows.getInt("gone"),
                        from,
                        to)
                .orElseThrow();
    }

    /** By how many seconds the oldest row that may go is past its period; 0 when none is. */
    public double overdueSeconds(Entry entry, Instant now) {
        var cutoff = entry.rule().cutoff(now);
        return database.first(
                        OLDEST.formatted(entry.table(), entry.rule().countedFrom(), free(entry)),
                        rows -> rows.getTimestamp("since").toInstant(),
                        cutoff)
                .map(since -> (cutoff.toEpochMilli() - since.toEpochMilli()) / 1e3)
                .orElse(0.0);
    }

    private static String free(Entry entry) {
        var store = entry.store();
        return store.hasSubject()
                ? "AND NOT " + Holds.heldCondition(store.table(), "r", store.subject())
                : "";
    }
}
