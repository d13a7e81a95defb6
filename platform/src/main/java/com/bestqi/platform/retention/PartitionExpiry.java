package com.bestqi.platform.retention;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Store.Expiry;
import com.bestqi.platform.retention.RetentionPlan.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Partitions made ahead and dropped when past, by the functions of the schema's owner: the service
 * itself may change no table.
 */
@ApplicationScoped
public class PartitionExpiry {
    /** Whoever judges samples by another clock must still find their partition. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final Database database;

    /** Everything it needs is injected. */
    public PartitionExpiry(Database database) {
        this.database = database;
    }

    /** A partition and the time it covers. */
    public record Leaf(String name, Instant startsAt, Instant endsAt) {}

    /** Makes what is missing from a month ago to some months ahead. Returns how many that were. */
    @Transactional
    public int makeAhead(Entry entry) {
        boolean weeks = entry.rule().expiry() == Expiry.WEEKS;
        return database.first(
                        "SELECT make_partitions(?::regclass, ?, ?::interval) AS made",
                        rows -> rows.getInt("made"),
                        entry.table(),
                        weeks ? "week" : "month",
                        weeks ? "5 weeks" : "3 months")
                .orElseThrow();
    }

    /** The partitions there are, oldest first. */
    public List<Leaf> leaves(Entry entry) {
        return database.query(
                "SELECT name, starts_at, ends_at FROM partitions_of(?::regclass)",
                rows ->
                        new Leaf(
                                rows.getString("name"),
                                rows.getTimestamp("starts_at").toInstant(),
                                rows.getTimestamp("ends_at").toInstant()),
                entry.table());
    }

    /** The partitions of which every row is past its period, oldest first. */
    public List<Leaf> due(Entry entry, Instant now) {
        var cutoff = entry.rule().cutoff(now).minus(CLOCKS_DIFFER);
        return leaves(entry).stream().filter(leaf -> !leaf.endsAt().isAfter(cutoff)).toList();
    }

    /**
     * Drops a partition and tells about how many rows it had; nothing happens, and nothing is told,
     * while somebody in it is under hold. Of the caller's transaction, which bounds the wait.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public OptionalLong drop(Entry entry, Leaf leaf) {
        return database.first(
                        "SELECT drop_partition(?::regclass, ?) AS had",
                        rows -> {
                            long had = rows.getLong("had");
                            return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(had);
                        },
                        entry.table(),
                        leaf.name())
                .orElseThrow();
    }

    /** Blocks a partition has. */
    public long blocks(Leaf leaf) {
        return database.first(
                        "SELECT pg_relation_size(?::regclass)"
                                + " / current_setting('block_size')::int AS blocks",
                        rows -> rows.getLong("blocks"),
                        leaf.name())
                .orElseThrow();
    }
}
