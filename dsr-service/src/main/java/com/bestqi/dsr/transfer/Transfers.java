package com.bestqi.dsr.transfer;

import com.bestqi.dsr.export.Packages;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.time.TwoClocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Offers of a copy to the recipient of a request. One is open at most for each request; whoever
 * pulls it ends it, in one transaction with the event that records the disclosure.
 */
@ApplicationScoped
class Transfers {
    /** In the register of recipients: somebody whom the person named, and nobody else knows. */
    private static final String RECIPIENT = "named-by-person";

    private static final String PURPOSE = "PU-5";
    private static final Set<String> CATEGORIES =
            Arrays.stream(DataCategory.values())
                    .map(DataCategory::key)
                    .collect(Collectors.toUnmodifiableSet());

    private final Database database;
    private final Subjects subjects;
    private final RequestBook book;
    private final Packages packages;
    private final Outbox outbox;
    private final TransferConfig config;
    private final DatabaseClock clock;
    private final TwoClocks clocks;

    Transfers(
            Database database,
            Subjects subjects,
            RequestBook book,
            Packages packages,
            Outbox outbox,
            TransferConfig config,
            DatabaseClock clock,
            TwoClocks clocks) {
        this.database = database;
        this.subjects = subjects;
        this.book = book;
        this.packages = packages;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
        this.clocks = clocks;
    }

    /** An offer as made. */
    record Offer(UUID transferId, String recipient, Instant until) {
        @Override
        public String toString() {
            return "Offer[" + transferId + "]";
        }
    }

    /** Offers the copy, in place of an earlier offer; throws 404, 409 and 410. */
    @Transactional
    Offer offer(UUID accountId, UUID requestId) {
        var request = locked(accountId, requestId);
        var recipient = book.wish(request).recipient();
        if (request.type() != RequestType.PORTABILITY || recipient == null) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "The request names nobody whom the copy is to go to.");
        }
        var ready = packages.fetch(accountId, requestId);
        var now = clock.instant();
        var wanted = clocks.later().plus(config.validFor());
        var until = wanted.isBefore(ready.until()) ? wanted : ready.until();
        var transferId = UUID.randomUUID();
        end(accountId, requestId, now);
        database.update(
                "INSERT INTO data_transfer (transfer_id, account_id, request_id, offered_at, until)"
                        + " VALUES (?, ?, ?, ?, ?)",
                transferId,
                accountId,
                requestId,
                now,
                until);
        book.note(request, "TRANSFER_OFFERED", null);
        return new Offer(transferId, recipient, until);
    }

    /** Takes an open offer back; 409 when there is none. */
    @Transactional
    void takeBack(UUID accountId, UUID requestId) {
        var request = locked(accountId, requestId);
        if (!end(accountId, requestId, clock.instant())) {
            throw new ProblemException(CommonProblem.CONFLICT, "No link is open.");
        }
        book.note(request, "TRANSFER_TAKEN_BACK", null);
    }

    private RightsRequest locked(UUID accountId, UUID requestId) {
        subjects.share(accountId, Processing.EXPORT, DataCategory.REQUEST);
        return book.lock(accountId, requestId).orElseThrow(ProblemException::notFound);
    }

    private boolean end(UUID accountId, UUID requestId, Instant now) {
        return database.update(
                        "UPDATE data_transfer SET ended_at = ?"
                                + " WHERE account_id = ? AND request_id = ? AND ended_at IS NULL",
                        now,
                        accountId,
                        requestId)
                == 1;
    }

    private record Open(UUID accountId, UUID requestId, Instant until) {}

    /** Ends an offer by handing the copy over: once, whoever else tries; 404 and 410. */
    @Transactional
    Packages.Ready pull(UUID transferId) {
        var found =
                database.first(
                                "SELECT account_id, request_id, until FROM data_transfer"
                                        + " WHERE transfer_id = ?",
                                rows ->
                                        new Open(
                                                rows.getObject("account_id", UUID.class),
                                                rows.getObject("request_id", UUID.class),
                                                Objects.requireNonNull(
                                                        Database.instant(rows, "until"))),
                                transferId)
                        .orElseThrow(Transfers::over);
        var accountId = found.accountId();
        var live = subjects.shareAll(Set.of(accountId), Processing.EXPORT, DataCategory.REQUEST);
        var ready = packages.find(accountId, found.requestId());
        boolean kept = ready.isPresent() && !packages.expired(ready.get());
        var now = clock.instant();
        if (live.isEmpty() || !kept || !clocks.later().isBefore(found.until())) {
            throw over();
        }
        boolean ours =
                database.update(
                                "UPDATE data_transfer SET ended_at = ?, pulled = true"
                                        + " WHERE transfer_id = ? AND ended_at IS NULL",
                                now,
                                transferId)
                        == 1;
        if (!ours) {
            throw over();
        }
        var request = book.find(accountId, found.requestId()).orElseThrow(Transfers::over);
        outbox.add(
                new DataDisclosed(
                        accountId,
                        transferId,
                        RECIPIENT,
                        PURPOSE,
                        request.categories().isEmpty()
                                ? CATEGORIES
                                : Set.copyOf(request.categories()),
                        now));
        book.note(request, "TRANSFERRED", null);
        return ready.get();
    }

    private static ProblemException over() {
        return new ProblemException(
                TransferProblem.TRANSFER_OVER, "Ask the person for another one.");
    }
}
