package com.bestqi.platform.audit;

import com.bestqi.platform.event.AuditHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks a chain from its first entry, or the anchor of what was retired, to its end, and against
 * the ends that were announced. Streams: memory stays flat. Needs a connection whose transaction
 * sees one snapshot, and nothing of the service that wrote the chain.
 */
public final class ChainCheck {
    private static final int HASH_BYTES = 32;
    private static final int FETCH_SIZE = 1_000;
    private static final int KEPT_YEARS = 3;

    private final Connection connection;
    private final TreeMap<Long, AuditHead> heads = new TreeMap<>();
    private final TreeSet<Long> contradictions = new TreeSet<>();
    private final List<Lost> lost = new ArrayList<>();
    private long anchor;
    private long entries;
    private long last;
    private byte[] lastHash = new byte[HASH_BYTES];
    private long verified;
    private @Nullable Long firstBroken;
    private String fault = "";

    private ChainCheck(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the check came to.
     *
     * @param entries how many the chain has
     * @param verified how many verify, from the first on
     * @param firstBroken number of the first entry that is not as it was written, or is missing;
     *     null when there is none
     * @param fault what is wrong with it, in words; empty when nothing is
     * @param agreedUpTo number of the last announced end that the chain still has
     * @param lost what restored databases lacked, as staff recorded it
     */
    public record Result(
            long entries,
            long verified,
            @Nullable Long firstBroken,
            String fault,
            long agreedUpTo,
            List<Lost> lost) {}

    /**
     * What the database lacked when it was put back to an earlier state.
     *
     * @param after number of the last announced entry that it still had
     * @param announcedUpTo number of the last one that had been announced
     * @param recordedAt when staff recorded it
     */
    public record Lost(long after, long announcedUpTo, Instant recordedAt) {}

    /**
     * Checks the chain.
     *
     * @param announced ends of this chain in the order of the topic, read before the connection's
     *     snapshot was taken
     */
    public static Result run(Connection connection, List<AuditHead> announced, Instant now)
            throws SQLException {
        var check = new ChainCheck(connection);
        announced.forEach(check::take);
        check.startAtAnchor(now);
        check.walk();
        if (!check.contradictions.isEmpty()) {
            check.broken(check.contradictions.first(), "was announced with two hashes");
        }
        check.lookBehindTheEnd();
        return new Result(
                check.entries,
                check.verified,
                check.firstBroken,
                check.fault,
                check.agreedUpTo(),
                List.copyOf(check.lost));
    }

    private void take(AuditHead head) {
        var after = head.goesOnAfter();
        if (after != null) {
            var gone = heads.tailMap(after, false);
            if (!gone.isEmpty()) {
                lost.add(new Lost(after, gone.lastKey(), head.at()));
                gone.clear();
                contradictions.tailSet(after, false).clear();
            }
        }
        var before = heads.put(head.sequence(), head);
        if (before != null && !before.hash().equals(head.hash())) {
            contradictions.add(head.sequence());
        }
    }

    /** Every announced end before the first fault is in the chain. */
    private long agreedUpTo() {
        var upTo = firstBroken == null ? heads.floorKey(last) : heads.lowerKey(firstBroken);
        return upTo == null ? anchor : Math.max(anchor, upTo);
    }

    private void startAtAnchor(Instant now) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT sequence, hash FROM audit_anchor"
                                        + " ORDER BY sequence DESC LIMIT 1")) {
            if (rows.next()) {
                anchor = rows.getLong("sequence");
                last = anchor;
                lastHash = rows.getBytes("hash");
            }
        }
        var notBefore = now.atOffset(ZoneOffset.UTC).minusYears(KEPT_YEARS).toInstant();
        for (var head : heads.headMap(last, true).values()) {
            if (head.at().isAfter(notBefore)) {
                broken(head.sequence(), "was retired before its time");
                return;
            }
        }
    }

    private void walk() throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT "
                                + ChainEntry.COLUMNS
                                + " FROM audit_entry ORDER BY sequence, hash")) {
            statement.setFetchSize(FETCH_SIZE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries++;
                    if (firstBroken == null) {
                        judge(ChainEntry.read(rows));
                    }
                }
            }
        }
    }

    private void judge(ChainEntry entry) {
        var head = heads.get(entry.sequence());
        if (entry.sequence() > last + 1) {
            broken(last + 1, "is missing");
        } else if (entry.sequence() < last + 1) {
            broken(entry.sequence(), "is not part of the chain");
        } else if (!entry.follows(lastHash)) {
            broken(entry.sequence(), "is not as it was written");
        } else if (head != null && !head.hash().equals(HexFormat.of().formatHex(entry.hash()))) {
            broken(entry.sequence(), "is not the one that was announced");
        } else {
            last = entry.sequence();
            lastHash = entry.hash();
            verified++;
        }
    }

    private void lookBehindTheEnd() throws SQLException {
        if (!heads.isEmpty() && heads.lastKey() > last) {
            broken(last + 1, "is missing: later ones were announced");
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sequence, hash FROM audit_chain")) {
            boolean asNoted =
                    rows.next()
                            && rows.getLong("sequence") == last
                            && Arrays.equals(rows.getBytes("hash"), lastHash);
            if (!asNoted) {
                broken(last + 1, "is missing: the chain was longer");
            }
        }
    }

    /** The fault of the lowest number stays. */
    private void broken(long sequence, String how) {
        if (firstBroken == null || sequence < firstBroken) {
            firstBroken = sequence;
            fault = how;
        }
    }
}
