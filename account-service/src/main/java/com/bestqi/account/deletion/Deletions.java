package com.bestqi.account.deletion;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table of confirmed deletions, until the erasure takes it too. */
@ApplicationScoped
class Deletions {
    private static final int LONGEST_BACK_OFF_SECONDS = 60;

    /** The call that confirms the deletion tries by itself at once. */
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);

    private final Database database;
    private final DatabaseClock clock;

    Deletions(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(UUID accountId, UUID requestId, Instant receivedAt) {
        database.update(
                "INSERT INTO account_deletion"
                        + " (account_id, request_id, received_at, next_attempt_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                accountId,
                requestId,
                receivedAt,
                receivedAt.plus(FIRST_TRY));
    }

    List<UUID> withOpenLogin() {
        return database.query(
                "SELECT account_id FROM account_deletion"
                        + " WHERE login_disabled_at IS NULL AND next_attempt_at <= ?"
                        + " ORDER BY next_attempt_at LIMIT 100",
                rows -> rows.getObject("account_id", UUID.class),
                clock.instant());
    }

    @Transactional
    void loginDisabled(UUID accountId) {
        database.update(
                "UPDATE account_deletion SET login_disabled_at = ? WHERE account_id = ?",
                clock.instant(),
                accountId);
    }

    /** Tried again later, and later each time, for ever. */
    @Transactional
    void backOff(UUID accountId) {
        database.update(
                "UPDATE account_deletion SET attempts = attempts + 1, next_attempt_at ="
                        + " ?::timestamptz"
                        + " + make_interval(secs => least(power(2, least(attempts, 10)), ?))"
                        + " WHERE account_id = ?",
                clock.instant(),
                LONGEST_BACK_OFF_SECONDS,
                accountId);
    }
}
