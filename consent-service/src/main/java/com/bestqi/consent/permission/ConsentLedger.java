package com.bestqi.consent.permission;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every grant and withdrawal, append-only; the newest entry of a key says how it stands. */
@ApplicationScoped
public class ConsentLedger {
    private static final String COLUMNS =
            " account_id, revision, entry_id, key, granted, since, notice, installation_id, cause,"
                    + " created_at, terms ";

    private final Database database;

    ConsentLedger(Database database) {
        this.database = database;
    }

    /** Appends an entry; the primary key refuses a second one of the same revision. */
    void append(LedgerEntry entry) {
        database.update(
                "INSERT INTO consent_entry ("
                        + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)",
                entry.accountId(),
                entry.revision(),
                entry.entryId(),
                entry.key(),
                entry.granted(),
                entry.since(),
                entry.notice(),
                entry.installationId(),
                entry.cause(),
                entry.createdAt(),
                Terms.write(entry.terms()));
    }

    /** The newest entry of a key. */
    public Optional<LedgerEntry> latest(UUID accountId, String key) {
        return database.first(
                "SELECT"
                        + COLUMNS
                        + "FROM consent_entry WHERE account_id = ? AND key = ?"
                        + " ORDER BY revision DESC LIMIT 1",
                ConsentLedger::read,
                accountId,
                key);
    }

    /**
     * How a switch stood at a time.
     *
     * @param revision the newest of the person's state by then; 0 before the first
     */
    public record Past(boolean granted, long revision) {}

    /** How a switch stood at a time: by the entries that were there, not by what came later. */
    public Past standing(UUID accountId, String key, Instant at) {
        return database.first(
                        """
                        SELECT coalesce(max(revision), 0) AS revision,
                            coalesce((array_agg(granted ORDER BY revision DESC)
                                FILTER (WHERE key = ?))[1], false) AS granted
                        FROM consent_entry WHERE account_id = ? AND created_at <= ?
                        """,
                        rows -> new Past(rows.getBoolean("granted"), rows.getLong("revision")),
                        key,
                        accountId,
                        at)
                .orElseThrow();
    }

    /** The newest entry of each of these keys, in one look; keys never touched are absent. */
    List<LedgerEntry> latest(UUID accountId, List<String> keys) {
        return database.query(
                "SELECT e.* FROM unnest(?) AS k (key) CROSS JOIN LATERAL (SELECT"
                        + COLUMNS
                        + "FROM consent_entry WHERE account_id = ? AND key = k.key"
                        + " ORDER BY revision DESC LIMIT 1) AS e",
                ConsentLedger::read,
                keys.toArray(String[]::new),
                accountId);
    }

    /** Entries below a revision, newest first. */
    List<LedgerEntry> below(UUID accountId, long revision, int limit) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM consent_entry WHERE account_id = ? AND revision < ?"
                        + " ORDER BY revision DESC LIMIT ?",
                ConsentLedger::read,
                accountId,
                revision,
                limit);
    }

    private static LedgerEntry read(ResultSet rows) throws SQLException {
        return new LedgerEntry(
                rows.getObject("account_id", UUID.class),
                rows.getLong("revision"),
                rows.getObject("entry_id", UUID.class),
                rows.getString("key"),
                rows.getBoolean("granted"),
                rows.getTimestamp("since").toInstant(),
                rows.getString("notice"),
                rows.getObject("installation_id", UUID.class),
                rows.getString("cause"),
                rows.getTimestamp("created_at").toInstant(),
                Terms.read(rows.getString("terms")));
    }
}
