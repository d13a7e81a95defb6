package com.bestqi.platform.audit;

import com.bestqi.platform.event.AuditHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeMap;
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
     */
    public record Result(long entries, long verified, @Nullable Long firstBroken, String fault) {}

    /**
     * Checks the chain.
     *
     * @param announced ends of this chain, read before the connection's snapshot was taken
     */
    public static Result run(Connection connection, Collection<AuditHead> announced, Instant now)
            throws SQLException {
        var check = new ChainCheck(connection);
        var contradiction = check.take(announced);
        check.startAtAnchor(now);
        check.walk();
        if (contradiction != null) {
            check.broken(contradiction, "was announced with two hashes");
        }
        check.lookBehindTheEnd();
        return new Result(check.entries, check.verified, check.firstBroken, check.fault);
    }

    /** Keeps the announced ends; returns the number of one that was announced in two ways. */
    private @Nullable Long take(Collection<AuditHead> announced) {
        Long contradiction = null;
        for (var head : announced) {
            var before = heads.put(head.sequence(), head);
            if (before != null && !before.hash().equals(head.hash())) {
                contradiction =
                        contradiction == null
                                ? head.sequence()
                                : Math.min(contradiction, head.sequence());
            }
        }
        return contradiction;
    }

    private void startAtAnchor(Instant now) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT sequence, hash FROM audit_anchor"
                                        + " ORDER BY sequence DESC LIMIT 1")) {
            if (rows.next()) {
                last = rows.getLong("sequence");
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

    /** The first fault stays. */
    private void broken(long sequence, String how) {
        if (firstBroken == null) {
            firstBroken = sequence;
            fault = how;
        }
    }
}
