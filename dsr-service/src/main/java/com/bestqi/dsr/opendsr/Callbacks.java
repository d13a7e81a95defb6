package com.bestqi.dsr.opendsr;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import com.bestqi.platform.worker.Wakes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Calls that controllers are owed, each tried until it is taken or was tried too often. One address
 * hears of one request in order.
 */
@ApplicationScoped
class Callbacks {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(5), Duration.ofHours(1));

    private final Database database;
    private final DatabaseClock clock;
    private final OpenDsrConfig config;
    private final Wakes wakes;

    Callbacks(
            Database database,
            DatabaseClock clock,
            OpenDsrConfig config,
            TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.clock = clock;
        this.config = config;
        this.wakes = new Wakes(transactions);
    }

    /** A call that is due, with what it says. */
    record Due(
            long id,
            String url,
            OpenDsrStatus status,
            String controller,
            UUID subjectRequestId,
            Instant receivedAt,
            int tries) {}

    /** What wakes the one who makes the calls. */
    Wakes wakes() {
        return wakes;
    }

    /** Owes every address of a request a call. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(UUID requestId, List<String> urls, OpenDsrStatus status, Instant now) {
        for (var url : urls) {
            database.update(
                    "INSERT INTO opendsr_callback (request_id, url, status, made_at, next_at)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    requestId,
                    url,
                    status.word(),
                    now,
                    now);
        }
        if (!urls.isEmpty()) {
            wakes.afterCommit();
        }
    }

    /** Takes calls that are due; nobody else takes them until the lease is over. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Due> claimDue(int most) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE opendsr_callback c SET next_at = ?, tries = tries + 1
                FROM opendsr_request o
                WHERE o.request_id = c.request_id AND c.callback_id = ANY (ARRAY(
                    SELECT callback_id FROM opendsr_callback d
                    WHERE next_at <= ? AND NOT EXISTS (
                        SELECT FROM opendsr_callback before WHERE before.request_id = d.request_id
                        AND before.url = d.url AND before.callback_id < d.callback_id
                        AND before.next_at IS NOT NULL)
                    ORDER BY next_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
                RETURNING c.callback_id, c.url, c.status, o.controller, o.subject_request_id,
                    o.received_at, c.tries
                """,
                rows ->
                        new Due(
                                rows.getLong("callback_id"),
                                rows.getString("url"),
                                OpenDsrStatus.of(rows.getString("status")),
                                rows.getString("controller"),
                                rows.getObject("subject_request_id", UUID.class),
                                Objects.requireNonNull(Database.instant(rows, "received_at")),
                                rows.getInt("tries")),
                now.plus(LEASE),
                now,
                most);
    }

    /**
     * Keeps what came of a call, unless somebody else has taken it meanwhile. Returns whether it
     * was given up.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean settle(Due call, boolean delivered) {
        boolean over = delivered || call.tries() >= config.callbackMaxTries();
        var now = clock.instant();
        database.update(
                "UPDATE opendsr_callback SET delivered = ?, next_at = ?, ended_at = ?"
                        + " WHERE callback_id = ? AND tries = ? AND ended_at IS NULL",
                delivered,
                over ? null : now.plus(AGAIN.after(call.tries() - 1)),
                over ? now : null,
                call.id(),
                call.tries());
        return over && !delivered;
    }

    /** How many calls have been owed for more than an hour. */
    long late() {
        return database.first(
                        "SELECT count(*) AS n FROM opendsr_callback"
                                + " WHERE next_at IS NOT NULL AND made_at < ?",
                        rows -> rows.getLong("n"),
                        clock.instant().minus(Duration.ofHours(1)))
                .orElse(0L);
    }
}
