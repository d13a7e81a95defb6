package com.bestqi.dsr.hold;

import com.bestqi.dsr.directive.HoldsInForce;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Hold;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of holds. Whoever changes it has the person's row of directive numbers. */
@ApplicationScoped
class LegalHoldRepository implements HoldsInForce {
    private static final String SELECT = "SELECT" + LegalHold.COLUMNS + "FROM legal_hold ";

    private final Database database;
    private final DatabaseClock clock;

    LegalHoldRepository(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Enters a hold; nothing when it is known. */
    boolean insert(LegalHold made, @Nullable Instant nextAt) {
        return database.update(
                        """
                        INSERT INTO legal_hold (hold_id, account_id, ground, reference, services,
                            categories, stores, until, placed_by, placed_at, epoch, awaited,
                            next_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (hold_id) DO NOTHING
                        """,
                        made.id(),
                        made.accountId(),
                        made.hold().ground().name(),
                        made.reference(),
                        array(made.hold().services()),
                        array(made.hold().categories()),
                        array(made.hold().stores()),
                        made.hold().until(),
                        made.placedBy(),
                        made.placedAt(),
                        made.epoch(),
                        array(made.awaited()),
                        nextAt)
                == 1;
    }

    private static String[] array(Collection<String> names) {
        return names.stream().sorted().toArray(String[]::new);
    }

    Optional<LegalHold> find(UUID holdId) {
        return database.first(SELECT + "WHERE hold_id = ?", LegalHold::read, holdId);
    }

    /** All about a person, also those that are over, newest first. */
    List<LegalHold> list(UUID accountId) {
        return database.query(
                SELECT + "WHERE account_id = ? ORDER BY placed_at DESC, hold_id LIMIT 200",
                LegalHold::read,
                accountId);
    }

    @Override
    public List<Hold> holds(UUID accountId) {
        return database
                .query(
                        SELECT
                                + "WHERE account_id = ? AND released_at IS NULL"
                                + " ORDER BY placed_at, hold_id",
                        LegalHold::read,
                        accountId)
                .stream()
                .map(LegalHold::hold)
                .toList();
    }

    /** Ends a hold; false when it is over already. */
    boolean release(
            UUID holdId,
            @Nullable UUID staffId,
            long epoch,
            Collection<String> awaited,
            @Nullable Instant nextAt) {
        return database.update(
                        """
                        UPDATE legal_hold SET released_by = ?, released_at = ?, epoch = ?,
                            awaited = ?, resent = 0, next_at = ?
                        WHERE hold_id = ? AND released_at IS NULL
                        """,
                        staffId,
                        clock.instant(),
                        epoch,
                        array(awaited),
                        nextAt,
                        holdId)
                == 1;
    }

    /** A participant has carried out a directive, and with it every older one about the person. */
    void confirmed(DirectiveOutcome outcome) {
        database.update(
                "UPDATE legal_hold SET awaited = array_remove(awaited, ?)"
                        + " WHERE account_id = ? AND epoch <= ? AND ? = ANY (awaited)",
                outcome.service(),
                outcome.accountId(),
                outcome.epoch(),
                outcome.service());
    }

    /** Those that were in force before a directive which no longer names them, are over. */
    void endUnnamed(SubjectDirective directive) {
        database.update(
                """
                UPDATE legal_hold SET released_at = ?, awaited = '{}', next_at = NULL
                WHERE account_id = ? AND released_at IS NULL AND epoch < ? AND hold_id <> ALL (?)
                """,
                directive.at(),
                directive.accountId(),
                directive.epoch(),
                directive.held().stream().map(Hold::holdId).toArray(UUID[]::new));
    }

    /** Takes holds that are due; nobody else takes them until the lease is over. */
    List<LegalHold> claimDue(int most, Duration lease) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE legal_hold SET next_at = ?
                WHERE hold_id = ANY (ARRAY(
                    SELECT hold_id FROM legal_hold WHERE next_at <= ?
                    ORDER BY next_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
                RETURNING
                """
                        + LegalHold.COLUMNS,
                LegalHold::read,
                now.plus(lease),
                now,
                most);
    }

    /** When the worker is to look again; null for never. */
    void wakeAt(UUID holdId, @Nullable Instant at, boolean reminded) {
        database.update(
                "UPDATE legal_hold SET next_at = ?, resent = resent + ? WHERE hold_id = ?",
                at,
                reminded ? 1 : 0,
                holdId);
    }

    /** How many lack confirmations though they had to be sent again. */
    long silent() {
        return database.first(
                        "SELECT count(*) AS n FROM legal_hold"
                                + " WHERE next_at IS NOT NULL AND resent > 0 AND awaited <> '{}'",
                        rows -> rows.getLong("n"))
                .orElse(0L);
    }
}
