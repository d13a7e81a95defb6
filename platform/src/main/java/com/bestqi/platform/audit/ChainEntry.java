package com.bestqi.platform.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the chain as it is stored. Needs nothing but the JDK, so that the chain can be
 * checked without the service that wrote it.
 *
 * @param words what the entry says, in the order of the columns; null for what is absent
 */
record ChainEntry(
        long sequence, Instant at, List<@Nullable String> words, byte[] previousHash, byte[] hash) {
    static final String COLUMNS =
            "sequence, at, actor_kind, actor, action, subject_state,"
                    + " encode(subject, 'hex') AS subject, object, outcome, purpose, request_id,"
                    + " previous_hash, hash";
    private static final List<String> WORDS =
            List.of(
                    "actor_kind",
                    "actor",
                    "action",
                    "subject_state",
                    "subject",
                    "object",
                    "outcome",
                    "purpose",
                    "request_id");

    static ChainEntry read(ResultSet rows) throws SQLException {
        var words = new @Nullable String[WORDS.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = rows.getString(WORDS.get(i));
        }
        return new ChainEntry(
                rows.getLong("sequence"),
                rows.getObject("at", OffsetDateTime.class).toInstant(),
                Arrays.asList(words),
                rows.getBytes("previous_hash"),
                rows.getBytes("hash"));
    }

    /** Whether the entry hangs on this hash and its own is right. */
    boolean follows(byte[] before) {
        return Arrays.equals(before, previousHash) && Arrays.equals(hash, computed());
    }

    /** The hash that the entry must have; the same as the database's function makes. */
    byte[] computed() {
        var lines = new StringBuilder();
        lines.append(HexFormat.of().formatHex(previousHash)).append('\n');
        lines.append(sequence).append('\n').append(seconds());
        for (var word : words) {
            lines.append('\n').append(word == null ? "" : singleLine(word));
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A line feed inside a word could move words between columns without changing the lines. */
    private static String singleLine(String word) {
        return word.replace("\n", "\\n");
    }

    private String seconds() {
        return BigDecimal.valueOf(at.getEpochSecond())
                .add(BigDecimal.valueOf(at.getNano() / 1_000, 6))
                .toPlainString();
    }
}
