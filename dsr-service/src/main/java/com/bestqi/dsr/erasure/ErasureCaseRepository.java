package com.bestqi.dsr.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.dsr.rights.DueDate;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.time.TwoClocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The table of cases. Its row lock is what makes every step happen once. */
@ApplicationScoped
class ErasureCaseRepository {
    private static final String SELECT =
            "SELECT " + ErasureCase.COLUMNS + " FROM erasure_case WHERE request_id = ? ";

    private final Database database;
    private final DatabaseClock clock;
    private final TwoClocks clocks;

    ErasureCaseRepository(Database database, DatabaseClock clock, TwoClocks clocks) {
        this.database = database;
        this.clock = clock;
        this.clocks = clocks;
    }

    /** Opens a case; false when this request, or this person's whole erasure, is known already. */
    boolean open(UUID requestId, UUID accountId, Instant receivedAt, Duration coolOff) {
        var eraseAt = coolOff.isZero() ? receivedAt : clocks.later().plus(coolOff);
        return database.update(
                        """
                        INSERT INTO erasure_case (request_id, account_id, certificate_id, state,
                            received_at, due_at, erase_at, next_at)
                        VALUES (?, ?, ?, 'RECEIVED', ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        requestId,
                        accountId,
                        certificateId(requestId, 0),
                        receivedAt,
                        DueDate.of(receivedAt),
                        eraseAt,
                        clock.instant())
                == 1;
    }

    Optional<ErasureCase> find(UUID requestId) {
        return database.first(SELECT, ErasureCase::read, requestId);
    }

    /** The case of a person; there is one at most. */
    Optional<ErasureCase> of(UUID accountId) {
        return database.first(
                "SELECT " + ErasureCase.COLUMNS + " FROM erasure_case WHERE account_id = ?",
                ErasureCase::read,
                accountId);
    }

    /** A person's case under its lock. */
    Optional<ErasureCase> lockOf(UUID accountId) {
        return database.first(
                "SELECT "
                        + ErasureCase.COLUMNS
                        + " FROM erasure_case WHERE account_id = ? FOR NO KEY UPDATE",
                ErasureCase::read,
                accountId);
    }

    /** The case under its lock, or nothing while somebody else has it. */
    Optional<ErasureCase> lock(UUID requestId) {
        return database.first(
                SELECT + "FOR NO KEY UPDATE SKIP LOCKED", ErasureCase::read, requestId);
    }

    /** Takes cases that are due; nobody else takes them until the lease is over. */
    List<ErasureCase> claimDue(int most, Duration lease) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE erasure_case SET next_at = ?, tries = tries + 1
                WHERE request_id = ANY (ARRAY(
                    SELECT request_id FROM erasure_case WHERE next_at <= ?
                    ORDER BY next_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
                RETURNING
                """
                        + ErasureCase.COLUMNS,
                ErasureCase::read,
                now.plus(lease),
                now,
                most);
    }

    /** When the next case is due. */
    Optional<Instant> nextDue() {
        return database
                .query(
                        "SELECT min(next_at) AS next_at FROM erasure_case"
                                + " WHERE next_at IS NOT NULL",
                        rows -> Optional.ofNullable(Database.instant(rows, "next_at")))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same step again, later. */
    void tryAgainAt(UUID requestId, Instant at) {
        database.update(
                "UPDATE erasure_case SET next_at = ? WHERE request_id = ? AND next_at IS NOT NULL",
                at,
                requestId);
    }

    void coolOff(UUID requestId, Instant until) {
        database.update(
                "UPDATE erasure_case SET state = 'COOLING_OFF', next_at = ?, tries = 0"
                        + " WHERE request_id = ? AND state IN ('RECEIVED', 'COOLING_OFF')",
                until,
                requestId);
    }

    /** The address was not to be had; remembers, once, until when to ask. */
    void askAgain(UUID requestId, Instant at, Instant until) {
        database.update(
                "UPDATE erasure_case SET next_at = ?, contact_until = coalesce(contact_until, ?)"
                        + " WHERE request_id = ? AND epoch IS NULL",
                at,
                until,
                requestId);
    }

    /** The directive goes out with this transaction. */
    void run(UUID requestId, long epoch, List<String> awaited, Instant at, Instant resendAt) {
        database.update(
                """
                UPDATE erasure_case SET state = 'RUNNING', epoch = ?, certificate_id = ?,
                    directed_at = ?, awaited = ?, resend_at = ?, next_at = ?, tries = 0
                WHERE request_id = ?
                """,
                epoch,
                certificateId(requestId, epoch),
                at,
                awaited.toArray(String[]::new),
                resendAt,
                resendAt,
                requestId);
    }

    /**
     * A further directive goes out with this transaction; what was answered to the last is over.
     */
    void runAgain(UUID requestId, long epoch, List<String> awaited, Instant at, Instant resendAt) {
        database.update(
                "UPDATE erasure_case SET superseded = certificate_id"
                        + " WHERE request_id = ? AND state = 'PARTIAL'",
                requestId);
        database.update("DELETE FROM erasure_outcome WHERE request_id = ?", requestId);
        run(requestId, epoch, awaited, at, resendAt);
    }

    /**
     * Takes up a case whose directive is out although this database does not say so: it was
     * restored from before. What the participants answer is gathered anew. Returns whether there
     * was anything to take up.
     */
    boolean takeUp(SubjectDirective directive, List<String> awaited, Instant resendAt) {
        var names = awaited.toArray(String[]::new);
        boolean known =
                database.first(
                                "SELECT true AS found FROM erasure_case WHERE request_id = ?"
                                        + " AND coalesce(epoch, 0) < ?"
                                        + " AND state NOT IN ('COMPLETED', 'FAILED')"
                                        + " FOR NO KEY UPDATE",
                                rows -> rows.getBoolean("found"),
                                directive.requestId(),
                                directive.epoch())
                        .orElse(false);
        if (known) {
            runAgain(directive.requestId(), directive.epoch(), awaited, directive.at(), resendAt);
            return true;
        }
        return database.update(
                        """
                        INSERT INTO erasure_case (request_id, account_id, certificate_id, state,
                            received_at, due_at, erase_at, epoch, directed_at, awaited, resend_at,
                            next_at)
                        VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        directive.requestId(),
                        directive.accountId(),
                        certificateId(directive.requestId(), directive.epoch()),
                        directive.at(),
                        DueDate.of(directive.at()),
                        directive.at(),
                        directive.epoch(),
                        directive.at(),
                        names,
                        resendAt,
                        resendAt)
                == 1;
    }

    /** Every running case needs this participant's answer too. */
    void awaitAlso(String participant) {
        database.update(
                """
                UPDATE erasure_case c SET awaited = array_append(awaited, ?)
                WHERE state = 'RUNNING' AND NOT ? = ANY (awaited)
                  AND NOT EXISTS (SELECT FROM erasure_outcome o
                                  WHERE o.request_id = c.request_id AND o.service = ?)
                """,
                participant,
                participant,
                participant);
    }

    /** A running case needs these answers, and the directive goes out again at once. */
    void await(UUID requestId, List<String> participants) {
        var now = clock.instant();
        database.update(
                "UPDATE erasure_case SET awaited = ?, resend_at = ?, next_at = ?, tries = 0"
                        + " WHERE request_id = ? AND state = 'RUNNING'",
                participants.toArray(String[]::new),
                now,
                now,
                requestId);
    }

    /** Hands over the numbers of all cases that are over; needs a transaction. */
    void eachClosed(Consumer<UUID> sink) {
        database.stream(
                "SELECT request_id FROM erasure_case WHERE state IN ('PARTIAL', 'COMPLETED', 'FAILED')",
                rows -> sink.accept(rows.getObject("request_id", UUID.class)));
    }

    /** The directive goes out again with this transaction. */
    void reminded(UUID requestId, Instant next) {
        database.update(
                "UPDATE erasure_case SET resent = resent + 1, resend_at = ?, next_at = ?"
                        + " WHERE request_id = ?",
                next,
                next,
                requestId);
    }

    void mailNotTaken(UUID requestId, Instant again) {
        database.update(
                "UPDATE erasure_case SET mail_tries = mail_tries + 1, next_at = ?"
                        + " WHERE request_id = ? AND state = 'RUNNING'",
                again,
                requestId);
    }

    /**
     * The case is over, unless a hold keeps something; what is left to do is to destroy its key.
     * The person was answered when the first certificate was made.
     */
    void close(UUID requestId, CaseState state, MailState mail, String certificate) {
        var now = clock.instant();
        database.update(
                """
                UPDATE erasure_case SET state = ?,
                    mail = CASE WHEN superseded IS NULL THEN ? ELSE mail END, certificate = ?,
                    completed_at = coalesce(completed_at, ?), closed_at = ?, next_at = ?, tries = 0
                WHERE request_id = ?
                """,
                state.name(),
                mail.name(),
                certificate,
                now,
                state == CaseState.PARTIAL ? null : now,
                now,
                requestId);
    }

    /** Nothing is left to do. */
    void rest(UUID requestId) {
        database.update(
                "UPDATE erasure_case SET next_at = NULL WHERE request_id = ?"
                        + " AND state IN ('PARTIAL', 'COMPLETED', 'FAILED')",
                requestId);
    }

    /** Whether the person has a case that is not over. */
    boolean hasOpen(UUID accountId) {
        return database.first(
                        "SELECT true AS found FROM erasure_case WHERE account_id = ?"
                                + " AND state NOT IN ('PARTIAL', 'COMPLETED', 'FAILED')",
                        rows -> rows.getBoolean("found"),
                        accountId)
                .orElse(false);
    }

    /** How many cases have lacked answers since before a time. */
    long runningSince(Instant before) {
        return database.first(
                        "SELECT count(*) AS cases FROM erasure_case WHERE state = 'RUNNING'"
                                + " AND resent > 0 AND directed_at < ?",
                        rows -> rows.getLong("cases"),
                        before)
                .orElse(0L);
    }

    /** How many cases have participants that had to be reminded. */
    long silent() {
        return database.first(
                        "SELECT count(*) AS cases FROM erasure_case"
                                + " WHERE state = 'RUNNING' AND resent > 0",
                        rows -> rows.getLong("cases"))
                .orElse(0L);
    }

    /**
     * The same whenever a directive is taken up, also again after a restore: one directive, one
     * certificate.
     */
    private static UUID certificateId(UUID requestId, long epoch) {
        return UUID.nameUUIDFromBytes(
                ("certificate of " + requestId + ", " + epoch).getBytes(UTF_8));
    }
}
