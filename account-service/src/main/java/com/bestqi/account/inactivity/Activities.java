package com.bestqi.account.inactivity;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The table of last uses. */
@ApplicationScoped
class Activities {
    private static final int AT_ONCE = 100;

    private final Database database;
    private final Subjects subjects;

    Activities(Database database, Subjects subjects) {
        this.database = database;
        this.subjects = subjects;
    }

    /** Notes a use, in whatever order they come; a use since the warning makes it void. */
    @Transactional(Transactional.TxType.MANDATORY)
    void seen(UUID accountId, LocalDate on) {
        var subject =
                subjects.shareAll(List.of(accountId), Processing.OWN_DATA, DataCategory.USAGE);
        if (subject.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO account_activity AS a (account_id, last_seen_on) VALUES (?, ?)
                ON CONFLICT (account_id) DO UPDATE SET last_seen_on = excluded.last_seen_on,
                    warned_at = CASE WHEN (a.warned_at AT TIME ZONE 'UTC')::date
                        <= excluded.last_seen_on THEN NULL ELSE a.warned_at END
                WHERE a.last_seen_on < excluded.last_seen_on
                """,
                accountId,
                on);
    }

    /** Whether anybody at all was seen since that day; else uses may happen and not be heard of. */
    boolean hears(LocalDate since) {
        return database.first(
                        "SELECT coalesce(max(last_seen_on) >= ?, false) AS hears"
                                + " FROM account_activity",
                        rows -> rows.getBoolean("hears"),
                        since)
                .orElse(false);
    }

    /**
     * Some who have not been seen since that day and are not warned yet, longest first. Nobody who
     * has anything under hold.
     */
    List<UUID> unwarned(LocalDate lastSeen) {
        return database.query(
                "SELECT account_id FROM account_activity JOIN data_subject USING (account_id)"
                        + " WHERE state = 'LIVE' AND held_stores = '{}'"
                        + " AND warned_at IS NULL AND last_seen_on <= ?"
                        + " ORDER BY last_seen_on LIMIT "
                        + AT_ONCE,
                rows -> rows.getObject("account_id", UUID.class),
                lastSeen);
    }

    /** Marks as warned, unless the person was seen or somebody else was first. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean warn(UUID accountId, LocalDate lastSeen, Instant at) {
        return database.update(
                        "UPDATE account_activity SET warned_at = ?"
                                + " WHERE account_id = ? AND warned_at IS NULL"
                                + " AND last_seen_on <= ?",
                        at,
                        accountId,
                        lastSeen)
                == 1;
    }

    /** Some whose warning is from before a moment and who were not seen since; nobody held. */
    List<UUID> expired(LocalDate lastSeen, Instant warnedBefore) {
        return database.query(
                "SELECT account_id FROM account_activity JOIN data_subject USING (account_id)"
                        + " WHERE state = 'LIVE' AND held_stores = '{}'"
                        + " AND warned_at <= ? AND last_seen_on <= ?"
                        + " ORDER BY last_seen_on LIMIT "
                        + AT_ONCE,
                rows -> rows.getObject("account_id", UUID.class),
                warnedBefore,
                lastSeen);
    }

    /** Whether it is still so, and stays so until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean stillExpired(UUID accountId, LocalDate lastSeen, Instant warnedBefore) {
        return database.first(
                        "SELECT 1 AS one FROM account_activity JOIN data_subject USING (account_id)"
                                + " WHERE account_id = ? AND held_stores = '{}'"
                                + " AND warned_at <= ? AND last_seen_on <= ? FOR NO KEY UPDATE",
                        rows -> rows.getInt("one"),
                        accountId,
                        warnedBefore,
                        lastSeen)
                .isPresent();
    }
}
