package com.bestqi.dsr.opendsr;

import com.bestqi.dsr.bymail.MailRequests;
import com.bestqi.dsr.request.RequestOpening;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.DatabaseClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests of other controllers. Each is one by mail besides, which alone knows whose it is; where
 * it stands is told from that one and from the case it becomes.
 */
@ApplicationScoped
class OpenDsrRequests {
    private static final int AT_ONCE = 200;
    private static final String COLUMNS =
            " request_id, controller_id, controller, subject_request_id, status, body_index,"
                    + " callback_urls, received_at, ended_at ";

    /**
     * Until the person has shown who they are, and for an hour if they never do, everybody's is
     * pending, whether there is such a person or not. An erasure that is partial under a hold goes
     * on by itself one day, so it is in progress.
     */
    private static final String NOW_IS =
            """
            CASE WHEN e.state = 'COMPLETED' OR r.state IN ('COMPLETED', 'PARTIAL') THEN 'completed'
                WHEN e.state = 'FAILED' OR r.state = 'FAILED' THEN 'cancelled'
                WHEN e.request_id IS NOT NULL THEN 'in_progress'
                WHEN r.state IN ('RECEIVED', 'COOLING_OFF', 'RUNNING') THEN 'in_progress'
                WHEN o.status = 'in_progress' THEN 'cancelled'
                WHEN r.state IN ('REJECTED', 'CANCELLED') AND EXISTS (
                    SELECT FROM request_event v WHERE v.account_id = r.account_id
                    AND v.request_id = r.request_id AND v.kind = 'VERIFIED') THEN 'cancelled'
                WHEN o.received_at < ? THEN 'cancelled'
                ELSE 'pending' END
            """;

    private static final String CASES =
            " FROM opendsr_request o LEFT JOIN rights_request r ON r.request_id = o.request_id"
                    + " LEFT JOIN erasure_case e ON e.request_id = o.request_id ";

    private final Database database;
    private final MailRequests requests;
    private final Callbacks callbacks;
    private final AllowedCallbacks allowed;
    private final BlindIndex index;
    private final DatabaseClock clock;
    private final OpenDsrConfig config;

    OpenDsrRequests(
            Database database,
            MailRequests requests,
            Callbacks callbacks,
            AllowedCallbacks allowed,
            BlindIndex index,
            DatabaseClock clock,
            OpenDsrConfig config) {
        this.database = database;
        this.requests = requests;
        this.callbacks = callbacks;
        this.allowed = allowed;
        this.index = index;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Who calls.
     *
     * @param id of the service account, which alone tells whose a request is
     * @param client the name of its client
     */
    record Controller(UUID id, String client) {}

    /** Where the suite is reached from outside. */
    String publicUrl() {
        return config.publicUrl();
    }

    /** The time by the database. */
    Instant now() {
        return clock.instant();
    }

    /** One as read. */
    record Row(
            UUID requestId,
            UUID controllerId,
            String controller,
            UUID subjectRequestId,
            OpenDsrStatus status,
            byte @Nullable [] bodyIndex,
            List<String> callbackUrls,
            Instant receivedAt,
            @Nullable Instant endedAt) {
        static Row read(ResultSet rows) throws SQLException {
            return new Row(
                    rows.getObject("request_id", UUID.class),
                    rows.getObject("controller_id", UUID.class),
                    rows.getString("controller"),
                    rows.getObject("subject_request_id", UUID.class),
                    OpenDsrStatus.of(rows.getString("status")),
                    rows.getBytes("body_index"),
                    List.of((String[]) rows.getArray("callback_urls").getArray()),
                    Objects.requireNonNull(Database.instant(rows, "received_at")),
                    Database.instant(rows, "ended_at"));
        }

        @Override
        public String toString() {
            return "Row[" + requestId + "]";
        }
    }

    /**
     * Takes one in. The same one again is answered as at first; another under the same number is a
     * 409, an address for callbacks that was not agreed on a 400.
     */
    Row open(Controller controller, OpenDsrOpening opening, byte[] body) {
        var email = opening.email();
        if (!opening.callbacks().stream()
                .allMatch(url -> allowed.permits(controller.client(), url))) {
            throw ProblemException.invalid(
                    "status_callback_urls", "has an address that was not agreed on");
        }
        if (opening.submittedTime().isAfter(clock.instant().plusSeconds(300))) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "The submitted_time lies in the future.");
        }
        var digest = index.of("opendsr_request.body", Base64.getEncoder().encodeToString(body));
        var before = find(controller, opening.id());
        if (before.isPresent()) {
            return same(before.get(), digest);
        }
        requests.countAddress(email);
        var prepared =
                requests.prepare(
                        email,
                        new RequestOpening(
                                opening.type(),
                                null,
                                "Handed in for you by " + controller.client() + ".",
                                null,
                                null,
                                null));
        return QuarkusTransaction.requiringNew()
                .call(() -> enter(controller, opening, digest, prepared));
    }

    private Row enter(
            Controller controller,
            OpenDsrOpening opening,
            byte[] digest,
            MailRequests.Prepared prepared) {
        var requestId = UUID.randomUUID();
        int entered =
                database.update(
                        """
                        INSERT INTO opendsr_request (request_id, controller_id, controller,
                            subject_request_id, status, body_index, callback_urls, received_at)
                        VALUES (?, ?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        requestId,
                        controller.id(),
                        controller.client(),
                        opening.id(),
                        digest,
                        opening.callbacks().toArray(String[]::new),
                        clock.instant());
        var row = find(controller, opening.id()).orElseThrow();
        if (entered == 0) {
            return same(row, digest);
        }
        requests.enter(requestId, prepared);
        return row;
    }

    private static Row same(Row before, byte[] digest) {
        if (!Arrays.equals(before.bodyIndex(), digest)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    "This subject_request_id was handed in before; ask for its status.");
        }
        return before;
    }

    private Optional<Row> find(Controller controller, UUID subjectRequestId) {
        return database.first(
                "SELECT"
                        + COLUMNS
                        + "FROM opendsr_request WHERE controller_id = ? AND subject_request_id = ?",
                Row::read,
                controller.id(),
                subjectRequestId);
    }

    /** A controller's own request, as it stands now; 404 for one that is not theirs. */
    Row status(Controller controller, UUID subjectRequestId) {
        return QuarkusTransaction.requiringNew().call(() -> present(controller, subjectRequestId));
    }

    private Row present(Controller controller, UUID subjectRequestId) {
        var row =
                database.first(
                                "SELECT"
                                        + COLUMNS
                                        + "FROM opendsr_request WHERE controller_id = ?"
                                        + " AND subject_request_id = ? FOR UPDATE",
                                Row::read,
                                controller.id(),
                                subjectRequestId)
                        .orElseThrow(ProblemException::notFound);
        return row.status().ended() ? row : advanced(row, nowIs(row));
    }

    private OpenDsrStatus nowIs(Row row) {
        return database.first(
                        "SELECT " + NOW_IS + " AS now_is" + CASES + "WHERE o.request_id = ?",
                        rows -> OpenDsrStatus.of(rows.getString("now_is")),
                        horizon(),
                        row.requestId())
                .orElse(row.status());
    }

    private Instant horizon() {
        return clock.instant().minus(config.waitForPerson());
    }

    /** Takes one back that waits for the person; 409 for one that does not any more. */
    Row cancel(Controller controller, UUID subjectRequestId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    var row = present(controller, subjectRequestId);
                    if (row.status() == OpenDsrStatus.PENDING) {
                        return advanced(row, OpenDsrStatus.CANCELLED);
                    }
                    if (row.status() != OpenDsrStatus.CANCELLED) {
                        throw new ProblemException(
                                CommonProblem.CONFLICT, "It is not pending any more.");
                    }
                    return row;
                });
    }

    /** Brings some requests up to where their cases stand; returns whether there may be more. */
    boolean advance() {
        return QuarkusTransaction.requiringNew().call(this::advanceSome) == AT_ONCE;
    }

    private record Change(Row row, OpenDsrStatus nowIs) {}

    private int advanceSome() {
        var changes =
                database.query(
                        "SELECT o.*, "
                                + NOW_IS
                                + " AS now_is"
                                + CASES
                                + "WHERE o.ended_at IS NULL AND "
                                + NOW_IS
                                + " <> o.status ORDER BY o.received_at LIMIT ?"
                                + " FOR UPDATE OF o SKIP LOCKED",
                        rows ->
                                new Change(
                                        Row.read(rows), OpenDsrStatus.of(rows.getString("now_is"))),
                        horizon(),
                        horizon(),
                        AT_ONCE);
        changes.forEach(change -> advanced(change.row(), change.nowIs()));
        return changes.size();
    }

    /** Writes down where a locked request stands, and has its controller called if that is new. */
    private Row advanced(Row row, OpenDsrStatus to) {
        if (to == row.status()) {
            return row;
        }
        if (to == OpenDsrStatus.CANCELLED && row.status() == OpenDsrStatus.PENDING) {
            requests.withdraw(row.requestId());
        }
        var now = clock.instant();
        database.update(
                "UPDATE opendsr_request SET status = ?, ended_at = ?,"
                        + " body_index = CASE WHEN ? THEN NULL ELSE body_index END"
                        + " WHERE request_id = ?",
                to.word(),
                to.ended() ? now : null,
                to.ended(),
                row.requestId());
        callbacks.add(row.requestId(), row.callbackUrls(), to, now);
        return new Row(
                row.requestId(),
                row.controllerId(),
                row.controller(),
                row.subjectRequestId(),
                to,
                null,
                row.callbackUrls(),
                row.receivedAt(),
                to.ended() ? now : null);
    }
}
