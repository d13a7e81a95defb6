package com.bestqi.dsr.restriction;

import com.bestqi.dsr.directive.InForce;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of restrictions. Whoever changes what is in force holds the person's row of directive
 * numbers.
 */
@ApplicationScoped
class RestrictionRepository implements InForce {
    private static final String SELECT =
            "SELECT" + RestrictionRequest.COLUMNS + "FROM restriction_request ";

    private final Database database;
    private final DatabaseClock clock;

    RestrictionRepository(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    void insert(RestrictionRequest made, @Nullable Instant nextAt) {
        database.update(
                """
                INSERT INTO restriction_request (request_id, account_id, state, categories,
                    services, until, received_at, due_at, epoch, directed_at, awaited,
                    resend_at, next_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                made.requestId(),
                made.accountId(),
                made.state().name(),
                array(made.restriction().categories()),
                array(made.restriction().services()),
                made.restriction().until(),
                made.receivedAt(),
                made.dueAt(),
                made.epoch(),
                made.directedAt(),
                array(made.awaited()),
                made.resendAt(),
                nextAt);
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    Optional<RestrictionRequest> find(UUID accountId, UUID requestId) {
        return database.first(
                SELECT + "WHERE request_id = ? AND account_id = ?",
                RestrictionRequest::read,
                requestId,
                accountId);
    }

    Optional<RestrictionRequest> lock(UUID accountId, UUID requestId) {
        return database.first(
                SELECT + "WHERE request_id = ? AND account_id = ? FOR NO KEY UPDATE",
                RestrictionRequest::read,
                requestId,
                accountId);
    }

    /** Some of a person's requests. */
    List<RestrictionRequest> all(UUID accountId, Collection<UUID> requestIds) {
        return database.query(
                SELECT + "WHERE account_id = ? AND request_id = ANY (?)",
                RestrictionRequest::read,
                accountId,
                requestIds.toArray(UUID[]::new));
    }

    @Override
    public List<Restriction> inForce(UUID accountId) {
        return database
                .query(
                        SELECT
                                + "WHERE account_id = ? AND lifted_at IS NULL"
                                + " ORDER BY received_at, request_id",
                        RestrictionRequest::read,
                        accountId)
                .stream()
                .map(RestrictionRequest::restriction)
                .toList();
    }

    /** A request that a worker has taken on. */
    record Claimed(UUID requestId, UUID accountId) {}

    /** Takes requests that are due; nobody else takes them until the lease is over. */
    List<Claimed> claimDue(int most, Duration lease) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE restriction_request SET next_at = ?
                WHERE request_id = ANY (ARRAY(
                    SELECT request_id FROM restriction_request WHERE next_at <= ?
                    ORDER BY next_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
                RETURNING request_id, account_id
                """,
                rows ->
                        new Claimed(
                                rows.getObject("request_id", UUID.class),
                                rows.getObject("account_id", UUID.class)),
                now.plus(lease),
                now,
                most);
    }

    void wakeAt(UUID requestId, @Nullable Instant at) {
        database.update(
                "UPDATE restriction_request SET next_at = ? WHERE request_id = ?", at, requestId);
    }

    /** The message that it ends goes out with this transaction. */
    void told(UUID requestId, Instant at, Instant liftAt) {
        database.update(
                "UPDATE restriction_request SET told_at = ?, lift_at = ? WHERE request_id = ?",
                at,
                liftAt,
                requestId);
    }

    /** The LIFT goes out with this transaction. */
    void lifted(
            UUID requestId,
            RestrictionState state,
            long epoch,
            Instant at,
            Collection<String> awaited,
            Instant resendAt) {
        database.update(
                """
                UPDATE restriction_request SET state = ?, lifted_at = ?, epoch = ?, directed_at = ?,
                    awaited = ?, resent = 0, resend_at = ?
                WHERE request_id = ?
                """,
                state.name(),
                at,
                epoch,
                at,
                array(awaited),
                resendAt,
                requestId);
    }

    /** A reminder was due and, unless one had just gone out, goes out with this transaction. */
    void reminded(UUID requestId, @Nullable Instant sentAt, Instant resendAt) {
        database.update(
                "UPDATE restriction_request SET resent = resent + 1, resend_at = ?,"
                        + " reminded_at = coalesce(?, reminded_at) WHERE request_id = ?",
                resendAt,
                sentAt,
                requestId);
    }

    /** Whether the person's newest directive was sent again since then. */
    boolean remindedSince(UUID accountId, Instant then) {
        return database.first(
                        "SELECT true AS found FROM restriction_request"
                                + " WHERE account_id = ? AND reminded_at > ? LIMIT 1",
                        rows -> rows.getBoolean("found"),
                        accountId,
                        then)
                .orElse(false);
    }

    /**
     * A participant has answered a directive: it is not awaited any more for that one and all
     * before it. With the last answer a restriction is in force everywhere; returns those that now
     * are.
     */
    List<UUID> answered(DirectiveOutcome outcome) {
        var now = clock.instant();
        return database
                .query(
                        """
                        UPDATE restriction_request
                        SET awaited = array_remove(awaited, ?),
                            state = CASE WHEN state = 'RUNNING' AND awaited <@ ARRAY[?::text]
                                THEN 'COMPLETED' ELSE state END,
                            completed_at = CASE
                                WHEN state = 'RUNNING' AND awaited <@ ARRAY[?::text]
                                THEN ? ELSE completed_at END
                        WHERE account_id = ? AND epoch <= ? AND ? = ANY (awaited)
                        RETURNING request_id, completed_at IS NOT DISTINCT FROM ? AS done
                        """,
                        rows ->
                                rows.getBoolean("done")
                                        ? Optional.of(rows.getObject("request_id", UUID.class))
                                        : Optional.<UUID>empty(),
                        outcome.service(),
                        outcome.service(),
                        outcome.service(),
                        now,
                        outcome.accountId(),
                        outcome.epoch(),
                        outcome.service(),
                        now)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many wait for participants that had to be reminded. */
    long silent() {
        return database.first(
                        "SELECT count(*) AS requests FROM restriction_request"
                                + " WHERE resent > 0 AND awaited <> '{}'",
                        rows -> rows.getLong("requests"))
                .orElse(0L);
    }
}
