package com.bestqi.dsr.restriction;

import com.bestqi.dsr.erasure.DueDate;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person may do with restrictions of their own. */
@ApplicationScoped
class RestrictionService {
    private static final String DETAILS = "restriction_request.details";

    private final RestrictionRepository requests;
    private final RestrictionOrders orders;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final DatabaseClock clock;

    RestrictionService(
            RestrictionRepository requests,
            RestrictionOrders orders,
            Subjects subjects,
            SubjectKeys keys,
            DatabaseClock clock) {
        this.requests = requests;
        this.orders = orders;
        this.subjects = subjects;
        this.keys = keys;
        this.clock = clock;
    }

    /** What the person asks for. */
    record Wish(
            Set<String> categories,
            Set<String> services,
            @Nullable Instant until,
            @Nullable String details) {
        @Override
        public String toString() {
            return "Wish";
        }
    }

    /** Orders a restriction, with the request in one transaction. */
    @Transactional
    RestrictionRequest open(UUID accountId, Wish wish) {
        var now = clock.instant();
        requireFuture(wish.until(), now);
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        var requestId = UUID.randomUUID();
        var details = keys.cipher(accountId).encrypt(DETAILS, wish.details());
        var restriction =
                new Restriction(requestId, wish.categories(), wish.services(), wish.until());
        return orders.restrict(accountId, restriction, details, now, DueDate.of(now));
    }

    private static void requireFuture(@Nullable Instant until, Instant now) {
        if (until != null && !until.isAfter(now)) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "The end of a restriction lies ahead.");
        }
    }

    /**
     * Ends a restriction, or takes it back before it is in force everywhere; again is no change.
     */
    @Transactional
    void lift(UUID accountId, UUID requestId) {
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        var found = find(accountId, requestId);
        orders.lift(accountId, found.requestId(), RestrictionState.CANCELLED);
    }

    RestrictionRequest find(UUID accountId, UUID requestId) {
        return requests.find(accountId, requestId).orElseThrow(ProblemException::notFound);
    }

    /** One more than asked for, newest first, so that the caller sees whether there is more. */
    List<RestrictionRequest> list(UUID accountId, PageRequest asked) {
        int limit = asked.limit() + 1;
        return asked.from()
                .map(last -> requests.olderThan(accountId, position(accountId, last), limit))
                .orElseGet(() -> requests.newest(accountId, limit));
    }

    private RestrictionRequest position(UUID accountId, String last) {
        if (!last.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw PageRequest.badCursor();
        }
        return requests.find(accountId, UUID.fromString(last)).orElseThrow(PageRequest::badCursor);
    }

    /** What the person wrote. */
    @Nullable String details(RestrictionRequest request) {
        var ciphertext = request.details();
        return ciphertext == null
                ? null
                : keys.cipher(request.accountId()).decrypt(DETAILS, ciphertext);
    }
}
