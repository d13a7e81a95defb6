package com.bestqi.dsr.staff;

import com.bestqi.dsr.objection.ObjectionFulfilment;
import com.bestqi.dsr.rights.DueDate;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.Idempotency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What staff decide about a case, each under its lock and the person's. */
@ApplicationScoped
class CaseDecisions {
    private final RequestBook book;
    private final Subjects subjects;
    private final ObjectionFulfilment objections;
    private final CaseQueue queue;
    private final Idempotency idempotency;

    CaseDecisions(
            RequestBook book,
            Subjects subjects,
            ObjectionFulfilment objections,
            CaseQueue queue,
            Idempotency idempotency) {
        this.book = book;
        this.subjects = subjects;
        this.objections = objections;
        this.queue = queue;
        this.idempotency = idempotency;
    }

    /** What was decided about an objection. */
    enum Decision {
        UPHELD,
        DISMISSED
    }

    /** A case with all that was written about it. */
    record File(RightsRequest request, Wish wish, List<RequestBook.Step> steps) {
        @Override
        public String toString() {
            return "File[" + request.requestId() + "]";
        }
    }

    /** The whole case. */
    @Transactional
    File file(UUID requestId) {
        var request = locked(requestId);
        return new File(
                request,
                book.wish(request),
                book.steps(request.accountId(), List.of(requestId))
                        .getOrDefault(requestId, List.of()));
    }

    private RightsRequest locked(UUID requestId) {
        var accountId = book.find(requestId).orElseThrow(() -> absent(requestId)).accountId();
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        idempotency.about(accountId);
        return book.lock(accountId, requestId).orElseThrow(ProblemException::notFound);
    }

    private ProblemException absent(UUID requestId) {
        return queue.erasure(requestId).isPresent()
                ? conflict("The services carry this erasure out; nobody decides about it.")
                : ProblemException.notFound();
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(CommonProblem.CONFLICT, detail);
    }

    /** Puts the answer off, once, and tells the person why. */
    @Transactional
    void extend(UUID requestId, String reason, @Nullable Instant wanted) {
        var request = locked(requestId);
        if (!request.state().open()) {
            throw conflict("It is answered already.");
        }
        if (request.extendedAt() != null) {
            throw conflict("It was put off before; the law allows that once.");
        }
        var latest = DueDate.extended(request.receivedAt());
        var dueAt = wanted == null ? latest : wanted;
        if (dueAt.isAfter(latest) || !dueAt.isAfter(request.dueAt())) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE,
                    "The new date lies behind the present one, and at most two months later.");
        }
        book.extend(request, dueAt, reason);
    }

    /** Rejects a case, in two steps by two people. Returns whether this was the second. */
    @Transactional
    boolean reject(UUID requestId, UUID staffId, String ground) {
        var request = locked(requestId);
        boolean orderedAlready =
                request.state() == RequestState.RUNNING
                        && !request.forStaff()
                        && (request.type() == RequestType.ERASURE
                                || request.type() == RequestType.RESTRICTION
                                || request.type() == RequestType.OBJECTION);
        if (!request.state().open() || orderedAlready) {
            throw conflict("It is answered already, or the services carry it out.");
        }
        var first = request.proposedBy();
        if (first == null) {
            book.proposeRejection(request, staffId, ground);
            return false;
        }
        if (first.equals(staffId)) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES, "Somebody else must agree to the rejection.");
        }
        book.move(request, RequestState.REJECTED, book.proposal(request), null);
        return true;
    }

    /** Answers a case that waits for people. */
    @Transactional
    void complete(UUID requestId, String evidence, @Nullable Decision decision) {
        var request = locked(requestId);
        boolean objection = request.type() == RequestType.OBJECTION;
        if (objection != (decision != null)) {
            throw ProblemException.invalid("decision", "belongs to OBJECTION, which needs it");
        }
        if (request.state() != RequestState.RUNNING || !request.forStaff()) {
            throw conflict("It does not wait for anybody's answer.");
        }
        if (decision == Decision.UPHELD) {
            objections.uphold(request, evidence);
        } else {
            book.move(
                    request,
                    decision == Decision.DISMISSED ? RequestState.REJECTED : RequestState.COMPLETED,
                    evidence,
                    null);
        }
    }
}
