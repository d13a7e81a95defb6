package com.bestqi.dsr.bymail;

import com.bestqi.dsr.peer.PeerAwayException;
import com.bestqi.dsr.peer.Services;
import com.bestqi.dsr.request.RequestOpening;
import com.bestqi.dsr.request.RequestService;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.verification.Verification;
import com.bestqi.dsr.verification.VerificationConfig;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.DatabaseClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes requests by mail address in, opens those of persons there are, and judges codes. */
@ApplicationScoped
public class MailRequests {
    private static final Logger LOG = Logger.getLogger(MailRequests.class);
    private static final String CONTENT = "mail_request.content";
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 50;
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new JavaTimeModule());
    private static final String COLUMNS =
            " request_id, account_id, content, received_at, settled_at, code_tries ";

    private final Database database;
    private final SubjectKeys keys;
    private final Services services;
    private final RequestService requests;
    private final RequestBook book;
    private final MailLimits limits;
    private final VerificationConfig config;
    private final DatabaseClock clock;

    MailRequests(
            Database database,
            SubjectKeys keys,
            Services services,
            RequestService requests,
            RequestBook book,
            MailLimits limits,
            VerificationConfig config,
            DatabaseClock clock) {
        this.database = database;
        this.keys = keys;
        this.services = services;
        this.requests = requests;
        this.book = book;
        this.limits = limits;
        this.config = config;
        this.clock = clock;
    }

    /** One as read. */
    record Row(
            UUID requestId,
            @Nullable UUID accountId,
            byte @Nullable [] content,
            Instant receivedAt,
            @Nullable Instant settledAt,
            int codeTries) {
        static Row read(ResultSet rows) throws SQLException {
            return new Row(
                    rows.getObject("request_id", UUID.class),
                    rows.getObject("account_id", UUID.class),
                    rows.getBytes("content"),
                    Objects.requireNonNull(Database.instant(rows, "received_at")),
                    Database.instant(rows, "settled_at"),
                    rows.getInt("code_tries"));
        }

        @Override
        public String toString() {
            return "Row[" + requestId + "]";
        }
    }

    /** Takes one in; the same steps whoever has the address. Returns when it came in. */
    Instant take(UUID requestId, String email, RequestOpening opening) {
        var prepared = prepare(email, opening);
        return QuarkusTransaction.joiningExisting().call(() -> enter(requestId, prepared));
    }

    /** What is asked, ready to be written down, and whose it is; said to nobody. */
    public static final class Prepared {
        private final @Nullable UUID accountId;
        private final byte @Nullable [] content;

        private Prepared(@Nullable UUID accountId, byte @Nullable [] content) {
            this.accountId = accountId;
            this.content = content;
        }
    }

    /** Counts that an address was named, whoever has it; throws 429 when it was too often. */
    public void countAddress(String email) {
        limits.address(email);
    }

    /** Finds out whose an address is; the same steps whoever has it. */
    public Prepared prepare(String email, RequestOpening opening) {
        var owner = owner(email);
        var sealed = sealed(owner.orElseGet(UUID::randomUUID), json(opening));
        return new Prepared(sealed == null ? null : owner.orElse(null), sealed);
    }

    /** Writes a request down; part of the caller's transaction. Returns when it came in. */
    public Instant enter(UUID requestId, Prepared prepared) {
        var now = clock.instant();
        database.update(
                "INSERT INTO mail_request (request_id, account_id, content, received_at, next_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                requestId,
                prepared.accountId,
                prepared.content,
                now,
                now);
        return now;
    }

    /**
     * Takes a request back that waits for its person, or for nobody; one of which more has become
     * stays as it is. Part of the caller's transaction.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withdraw(UUID requestId) {
        var found =
                database.first(
                        "SELECT" + COLUMNS + "FROM mail_request WHERE request_id = ? FOR UPDATE",
                        Row::read,
                        requestId);
        if (found.isEmpty()) {
            return;
        }
        var accountId = found.get().accountId();
        if (!settled(found.get(), null) && accountId != null) {
            book.lock(accountId, requestId)
                    .filter(request -> request.state() == RequestState.VERIFYING)
                    .ifPresent(request -> book.move(request, RequestState.CANCELLED, null, null));
        }
    }

    /** What is asked, under the person's key; of nobody there is none, which takes as long. */
    private byte @Nullable [] sealed(UUID accountId, String content) {
        try {
            var cipher = keys.find(accountId);
            return cipher.isPresent() ? cipher.get().encrypt(CONTENT, content) : null;
        } catch (ProblemException e) {
            return null; // this service has not heard of such a person
        }
    }

    private Optional<UUID> owner(String email) {
        try {
            var answer =
                    services.post("account", "/internal/accounts/lookup", Map.of("email", email));
            if (answer.status() == 200) {
                var accountId = answer.body().path("accountId");
                return accountId.isTextual()
                        ? Optional.of(UUID.fromString(accountId.asText()))
                        : Optional.empty();
            }
            LOG.warnf("address not looked up: status %d", answer.status());
        } catch (PeerAwayException e) {
            LOG.warnf("address not looked up: %s", e.getMessage());
        }
        throw ProblemException.unavailable(
                CommonProblem.UNAVAILABLE, "Requests cannot be taken in now; try again.");
    }

    private static String json(RequestOpening opening) {
        try {
            return JSON.writeValueAsString(opening);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an opening is always JSON", e);
        }
    }

    /** Takes those that are not settled; nobody else takes them until the lease is over. */
    List<Row> claimDue() {
        var now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        database.query(
                                """
                                UPDATE mail_request SET next_at = ?
                                WHERE request_id = ANY (ARRAY(
                                    SELECT request_id FROM mail_request WHERE next_at <= ?
                                    ORDER BY next_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
                                RETURNING
                                """
                                        + COLUMNS,
                                Row::read,
                                now.plus(LEASE),
                                now,
                                AT_ONCE));
    }

    /** Opens the request of a person there is; in any case the call that comes next is answered. */
    void settle(Row claimed) {
        boolean opened = false;
        try {
            opened = QuarkusTransaction.requiringNew().call(() -> open(claimed));
        } catch (ProblemException e) {
            // Too many wait for a code, or the account is being erased: as if nobody were there.
            LOG.infof("request by mail not opened: %s", claimed.requestId());
        }
        if (!opened) {
            QuarkusTransaction.requiringNew().run(() -> settled(claimed, null));
        }
    }

    private boolean open(Row claimed) {
        var accountId = claimed.accountId();
        if (accountId == null || claimed.content() == null) {
            return false;
        }
        if (!settled(claimed, accountId)) {
            return true; // taken back meanwhile
        }
        requests.open(
                claimed.requestId(),
                accountId,
                opening(accountId, claimed.content()).checked(),
                false,
                claimed.receivedAt());
        return true;
    }

    private RequestOpening opening(UUID accountId, byte[] content) {
        try {
            return JSON.readValue(
                    keys.cipher(accountId).decrypt(CONTENT, content), RequestOpening.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an opening is always JSON", e);
        }
    }

    private boolean settled(Row claimed, @Nullable UUID accountId) {
        return database.update(
                        "UPDATE mail_request SET settled_at = ?, account_id = ?, content = NULL,"
                                + " next_at = NULL WHERE request_id = ? AND settled_at IS NULL",
                        clock.instant(),
                        accountId,
                        claimed.requestId())
                == 1;
    }

    /**
     * Judges a code. Of a request of nobody every code is wrong, as often and as long as of others;
     * throws 404 for a number never given, 409 when no code is waited for.
     */
    Verification.Answer verify(UUID requestId, String code) {
        var found = find(requestId).orElseThrow(ProblemException::notFound);
        var settledAt = found.settledAt();
        if (settledAt == null) {
            throw new ProblemException(CommonProblem.CONFLICT, "Wait a moment for the mail.");
        }
        // Of a real one the code counts a little longer, in the app; here nobody sees when it ends.
        if (clock.instant().isAfter(settledAt.plus(config.codeLife()))) {
            throw RequestService.noCode();
        }
        var accountId = found.accountId();
        return accountId == null
                ? QuarkusTransaction.requiringNew().call(() -> wrong(requestId))
                : requests.verify(accountId, requestId, code);
    }

    private Optional<Row> find(UUID requestId) {
        return database.first(
                "SELECT" + COLUMNS + "FROM mail_request WHERE request_id = ?",
                Row::read,
                requestId);
    }

    private Verification.Answer wrong(UUID requestId) {
        var counted =
                database.first(
                                "UPDATE mail_request SET code_tries = code_tries + 1"
                                        + " WHERE request_id = ? RETURNING"
                                        + COLUMNS,
                                Row::read,
                                requestId)
                        .orElseThrow(ProblemException::notFound);
        if (counted.codeTries() > config.maxTries()) {
            throw RequestService.noCode();
        }
        return new Verification.Wrong(config.maxTries() - counted.codeTries());
    }
}
