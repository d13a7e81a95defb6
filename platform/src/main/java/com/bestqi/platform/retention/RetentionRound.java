package com.bestqi.platform.retention;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.DatabaseException;
import com.bestqi.platform.lease.Lease;
import com.bestqi.platform.retention.PartitionExpiry.Leaf;
import com.bestqi.platform.retention.RetentionPlan.Entry;
import com.bestqi.platform.time.TwoClocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Goes through all stores once. What it has done is in the tables themselves, so a round that is
 * cut off anywhere is resumed by the next one, of whichever replica.
 */
@ApplicationScoped
public class RetentionRound {
    private static final Logger LOG = Logger.getLogger(RetentionRound.class);
    private static final int DROP_TRIES = 5;
    private static final int BLOCKS = 8;

    private final RetentionPlan plan;
    private final TwoClocks clocks;
    private final RowExpiry rows;
    private final PartitionExpiry partitions;
    private final RetentionConfig config;
    private final Lease lease;
    private final Pace pace;
    private final ReentrantLock one = new ReentrantLock();
    private final Set<String> heldLeaves = ConcurrentHashMap.newKeySet();

    /** Everything it needs is injected. */
    public RetentionRound(
            RetentionPlan plan,
            TwoClocks clocks,
            RowExpiry rows,
            PartitionExpiry partitions,
            RetentionConfig config,
            Database database) {
        this.plan = plan;
        this.clocks = clocks;
        this.rows = rows;
        this.partitions = partitions;
        this.config = config;
        this.lease = new Lease(database, "retention");
        this.pace = new Pace(database, lease);
    }

    /** Receives what has gone, as it goes. */
    @FunctionalInterface
    public interface Gone {
        /** So many rows of a store. */
        void add(String table, long gone);
    }

    /**
     * Expires all that is due and tells how many rows of each store went; empty, and nothing is
     * done, while another replica is at it or when it takes over.
     */
    public Optional<Map<String, Long>> run(Gone gone) throws InterruptedException {
        one.lockInterruptibly();
        try {
            if (!lease.hold()) {
                return Optional.empty();
            }
            return Optional.of(expireAll(gone));
        } catch (Pace.LeaseLostException e) {
            LOG.debug("another replica goes on with the retention", e);
            return Optional.empty();
        } finally {
            lease.release();
            one.unlock();
        }
    }

    private Map<String, Long> expireAll(Gone gone) throws InterruptedException {
        var sums = new HashMap<String, Long>();
        Gone both =
                (table, count) -> {
                    sums.merge(table, count, Long::sum);
                    gone.add(table, count);
                };
        for (var entry : plan.entries()) {
            try {
                if (entry.partitioned()) {
                    pace.step(() -> partitions.makeAhead(entry));
                    dropPast(entry, both);
                } else if (!entry.watched()) {
                    expireRows(entry, both);
                }
            } catch (DatabaseException e) {
                // The other stores must not wait for it; the gauge tells when it does not pass.
                LOG.warnf("store=%s not expired, tries again: %s", entry.table(), e.state());
                LOG.debug("retention failure", e);
            }
        }
        return sums;
    }

    private void expireRows(Entry entry, Gone gone) throws InterruptedException {
        var cutoff = entry.rule().cutoff(clocks.earlier());
        var from = RowExpiry.BEGINNING;
        boolean more = true;
        while (more) {
            var start = from;
            var chunk = pace.step(() -> rows.delete(entry, start, cutoff, config.chunk()));
            gone.add(entry.table(), chunk.gone());
            from = chunk.last();
            more = chunk.gone() == config.chunk();
        }
    }

    private void dropPast(Entry entry, Gone gone) throws InterruptedException {
        for (var leaf : partitions.due(entry, clocks.earlier())) {
            if (!drop(entry, leaf, gone)) {
                deleteOthers(entry, leaf, gone);
            }
        }
    }

    /** Whether nobody is under hold; it is dropped then, if not now, by a later round. */
    private boolean drop(Entry entry, Leaf leaf, Gone gone) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                var had = pace.step(() -> partitions.drop(entry, leaf));
                had.ifPresent(count -> gone.add(entry.table(), count));
                return had.isPresent();
            } catch (DatabaseException e) {
                if (!e.mayPass() || tries == DROP_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void deleteOthers(Entry entry, Leaf leaf, Gone gone) throws InterruptedException {
        long end = partitions.blocks(leaf);
        for (long block = 0; block < end; block += BLOCKS) {
            long from = block;
            gone.add(
                    entry.table(),
                    pace.step(() -> rows.deleteBlocks(entry, leaf.name(), from, from + BLOCKS)));
        }
        heldLeaves.add(leaf.name());
    }

    /** By how many seconds a store is behind; 0 when nothing is past its period that may go. */
    double overdueSeconds(Entry entry) {
        var now = clocks.earlier();
        if (!entry.partitioned()) {
            return rows.overdueSeconds(entry, now);
        }
        var cutoff = entry.rule().cutoff(now);
        return partitions.due(entry, now).stream()
                .filter(leaf -> !heldLeaves.contains(leaf.name()))
                .findFirst()
                .map(leaf -> (cutoff.toEpochMilli() - leaf.endsAt().toEpochMilli()) / 1e3)
                .orElse(0.0);
    }

    /** For how many seconds to come a store has partitions. */
    double aheadSeconds(Entry entry) {
        return partitions.leaves(entry).stream()
                .map(Leaf::endsAt)
                .max(java.util.Comparator.naturalOrder())
                .map(end -> (end.toEpochMilli() - clocks.earlier().toEpochMilli()) / 1e3)
                .orElse(0.0);
    }
}
