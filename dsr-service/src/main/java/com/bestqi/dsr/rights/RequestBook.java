package com.bestqi.dsr.rights;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The book of requests. A request moves from one state to the next once, whoever else tries at the
 * same time, and with each move goes the event that the person sees.
 */
@ApplicationScoped
public class RequestBook {
    private static final String SELECT = "SELECT" + RightsRequest.COLUMNS + "FROM rights_request ";
    private static final String WISH = "rights_request.wish";
    private static final String NOTE = "request_event.note";
    private static final String PROPOSAL = "rights_request.proposal";

    private final Database database;
    private final SubjectKeys keys;
    private final DatabaseClock clock;
    private final RequestWakes wakes;
    private final RequestMessages messages;

    RequestBook(
            Database database,
            SubjectKeys keys,
            DatabaseClock clock,
            RequestWakes wakes,
            RequestMessages messages) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.wakes = wakes;
        this.messages = messages;
    }

    /** A step of a request. */
    public record Step(UUID requestId, String kind, Instant at, @Nullable String note) {
        @Override
        public String toString() {
            return "Step[" + kind + "]";
        }
    }

    /** A request that is not written down yet. */
    public RightsRequest draft(
            UUID requestId,
            UUID accountId,
            RequestType type,
            Collection<String> categories,
            Collection<String> services,
            Wish wish,
            Instant receivedAt) {
        return new RightsRequest(
                requestId,
                accountId,
                type,
                RequestState.RECEIVED,
                categories.stream().sorted().toList(),
                services.stream().sorted().toList(),
                keys.cipher(accountId).encrypt(WISH, wish.json()),
                false,
                receivedAt,
                DueDate.of(receivedAt),
                null,
                null,
                null,
                null,
                0);
    }

    /** Writes a request down; false when it is known already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean enter(RightsRequest draft) {
        boolean entered =
                database.update(
                                """
                                INSERT INTO rights_request (request_id, account_id, type, state,
                                    categories, services, wish, received_at, due_at)
                                VALUES (?, ?, ?, 'RECEIVED', ?, ?, ?, ?, ?)
                                ON CONFLICT (request_id) DO NOTHING
                                """,
                                draft.requestId(),
                                draft.accountId(),
                                draft.type().name(),
                                draft.categories().toArray(String[]::new),
                                draft.services().toArray(String[]::new),
                                draft.wish(),
                                draft.receivedAt(),
                                draft.dueAt())
                        == 1;
        if (entered) {
            event(draft, RequestState.RECEIVED.name(), draft.receivedAt(), null);
        }
        return entered;
    }

    /**
     * Moves a request on from the state it was read in.
     *
     * @param note in words for the person
     * @param nextAt when the worker is to look at it; null for never
     * @return false when somebody else has moved it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean move(
            RightsRequest request,
            RequestState to,
            @Nullable String note,
            @Nullable Instant nextAt) {
        return move(request, to, note, nextAt, request.forStaff(), null);
    }

    /** Hands a request to people, who answer it by its due date. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean handToStaff(RightsRequest request, String note) {
        return move(request, RequestState.RUNNING, note, null, true, null);
    }

    /** People have decided; the services carry it out. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean handToServices(RightsRequest request, @Nullable String note) {
        return move(request, RequestState.RUNNING, note, null, false, null);
    }

    /** Gives the person time to think it over. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean coolOff(RightsRequest request, Instant until) {
        return move(request, RequestState.COOLING_OFF, null, until, false, until);
    }

    private boolean move(
            RightsRequest request,
            RequestState to,
            @Nullable String note,
            @Nullable Instant nextAt,
            boolean forStaff,
            @Nullable Instant actAt) {
        var now = clock.instant();
        boolean moved =
                database.update(
                                """
                                UPDATE rights_request SET state = ?, next_at = ?, tries = 0,
                                    for_staff = ?, act_at = ?, completed_at = ?, code = NULL
                                WHERE request_id = ? AND account_id = ? AND state = ?
                                """,
                                to.name(),
                                nextAt,
                                forStaff,
                                actAt,
                                to.open() ? null : now,
                                request.requestId(),
                                request.accountId(),
                                request.state().name())
                        == 1;
        if (moved) {
            event(request, to.name(), now, note);
            messages.moved(request, to);
            if (nextAt != null) {
                wakes.afterCommit();
            }
        }
        return moved;
    }

    /** Puts the answer off; the person is told with this transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void extend(RightsRequest request, Instant dueAt, String reason) {
        var now = clock.instant();
        database.update(
                "UPDATE rights_request SET due_at = ?, extended_at = ?, reminded_at = NULL,"
                        + " escalated_at = NULL WHERE request_id = ?",
                dueAt,
                now,
                request.requestId());
        event(request, "EXTENDED", now, reason);
        messages.extended(request, dueAt);
    }

    /** The time is not counted from now on: an answer waits for the person (RI-9). */
    @Transactional(Transactional.TxType.MANDATORY)
    public void pause(RightsRequest request) {
        database.update(
                "UPDATE rights_request SET paused_at = ? WHERE request_id = ?",
                clock.instant(),
                request.requestId());
    }

    /** The time is counted again, and the answer due that much later. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void resume(RightsRequest request) {
        database.update(
                "UPDATE rights_request SET paused_at = NULL,"
                        + " due_at = due_at + greatest(?::timestamptz - paused_at, interval '0')"
                        + " WHERE request_id = ? AND paused_at IS NOT NULL",
                clock.instant(),
                request.requestId());
    }

    /** Keeps the ground on which somebody of the staff wants a request rejected. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void proposeRejection(RightsRequest request, UUID staffId, String ground) {
        database.update(
                "UPDATE rights_request SET proposed_by = ?, proposal = ? WHERE request_id = ?",
                staffId,
                keys.cipher(request.accountId()).encrypt(PROPOSAL, ground),
                request.requestId());
    }

    /** That ground. */
    public @Nullable String proposal(RightsRequest request) {
        return database.first(
                        "SELECT proposal FROM rights_request WHERE request_id = ?",
                        rows -> Optional.ofNullable(rows.getBytes("proposal")),
                        request.requestId())
                .flatMap(found -> found)
                .map(found -> keys.cipher(request.accountId()).decrypt(PROPOSAL, found))
                .orElse(null);
    }

    /** Adds a step that leaves the state as it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(RightsRequest request, String kind, @Nullable String note) {
        event(request, kind, clock.instant(), note);
    }

    private void event(RightsRequest about, String kind, Instant at, @Nullable String note) {
        database.update(
                "INSERT INTO request_event (account_id, request_id, kind, at, note)"
                        + " VALUES (?, ?, ?, ?, ?)",
                about.accountId(),
                about.requestId(),
                kind,
                at,
                note == null ? null : keys.cipher(about.accountId()).encrypt(NOTE, note));
    }

    /** Keeps what a corrected field was before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(RightsRequest request, Wish wish) {
        database.update(
                "UPDATE rights_request SET wish = ? WHERE request_id = ?",
                keys.cipher(request.accountId()).encrypt(WISH, wish.json()),
                request.requestId());
    }

    /** A person's own request. */
    public Optional<RightsRequest> find(UUID accountId, UUID requestId) {
        return database.first(
                SELECT + "WHERE request_id = ? AND account_id = ?",
                RightsRequest::read,
                requestId,
                accountId);
    }

    /** A person's own request, under its lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<RightsRequest> lock(UUID accountId, UUID requestId) {
        return database.first(
                SELECT + "WHERE request_id = ? AND account_id = ? FOR NO KEY UPDATE",
                RightsRequest::read,
                requestId,
                accountId);
    }

    /** Anybody's request, for staff. */
    public Optional<RightsRequest> find(UUID requestId) {
        return database.first(SELECT + "WHERE request_id = ?", RightsRequest::read, requestId);
    }

    /** A person's requests, newest first, from behind one of them. */
    public List<RightsRequest> list(UUID accountId, @Nullable RightsRequest behind, int limit) {
        if (behind == null) {
            return database.query(
                    SELECT
                            + "WHERE account_id = ? ORDER BY received_at DESC, request_id DESC"
                            + " LIMIT ?",
                    RightsRequest::read,
                    accountId,
                    limit);
        }
        return database.query(
                SELECT
                        + "WHERE account_id = ? AND (received_at, request_id) < (?, ?)"
                        + " ORDER BY received_at DESC, request_id DESC LIMIT ?",
                RightsRequest::read,
                accountId,
                behind.receivedAt(),
                behind.requestId(),
                limit);
    }

    /** How many requests of a person are open. */
    public long open(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM rights_request"
                                + " WHERE account_id = ? AND completed_at IS NULL",
                        rows -> rows.getLong("n"),
                        accountId)
                .orElse(0L);
    }

    /** How many requests of a person wait for a code. */
    public long verifying(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM rights_request"
                                + " WHERE account_id = ? AND state = 'VERIFYING'",
                        rows -> rows.getLong("n"),
                        accountId)
                .orElse(0L);
    }

    /** The steps of some requests of one person, oldest first. */
    public Map<UUID, List<Step>> steps(UUID accountId, List<UUID> requestIds) {
        var cipher = keys.cipher(accountId);
        return database
                .query(
                        "SELECT request_id, kind, at, note FROM request_event"
                                + " WHERE account_id = ? AND request_id = ANY (?) ORDER BY id",
                        rows ->
                                new Step(
                                        rows.getObject("request_id", UUID.class),
                                        rows.getString("kind"),
                                        Objects.requireNonNull(Database.instant(rows, "at")),
                                        cipher.decrypt(NOTE, rows.getBytes("note"))),
                        accountId,
                        requestIds.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(Step::requestId));
    }

    /** What the person wrote. */
    public Wish wish(RightsRequest request) {
        var ciphertext = request.wish();
        if (ciphertext == null) {
            return new Wish(null, null, null, null, null, null);
        }
        return Wish.read(
                Objects.requireNonNull(keys.cipher(request.accountId()).decrypt(WISH, ciphertext)));
    }

    /** Takes requests that are due; nobody else takes them until the lease is over. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RightsRequest> claimDue(int most, Duration lease) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE rights_request SET next_at = ?, tries = tries + 1
                WHERE request_id = ANY (ARRAY(
                    SELECT request_id FROM rights_request WHERE next_at <= ?
                    ORDER BY next_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
                RETURNING
                """
                        + RightsRequest.COLUMNS,
                RightsRequest::read,
                now.plus(lease),
                now,
                most);
    }

    /** Puts the next look off, as long as nobody else has taken or moved the request. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean postpone(RightsRequest claimed, @Nullable Duration by) {
        return database.update(
                        "UPDATE rights_request SET next_at = ?"
                                + " WHERE request_id = ? AND state = ? AND tries = ?",
                        by == null ? null : clock.instant().plus(by),
                        claimed.requestId(),
                        claimed.state().name(),
                        claimed.tries())
                == 1;
    }

    /** Has the worker look at a request once this is committed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void wake(UUID accountId, UUID requestId) {
        database.update(
                "UPDATE rights_request SET next_at = ? WHERE request_id = ? AND account_id = ?"
                        + " AND completed_at IS NULL",
                clock.instant(),
                requestId,
                accountId);
        wakes.afterCommit();
    }

    /** Forgets a request that another record stands for from now on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void handOver(UUID accountId, UUID requestId) {
        database.update(
                "DELETE FROM request_event WHERE account_id = ? AND request_id = ?",
                accountId,
                requestId);
        database.update(
                "DELETE FROM rights_request WHERE account_id = ? AND request_id = ?",
                accountId,
                requestId);
    }
}
