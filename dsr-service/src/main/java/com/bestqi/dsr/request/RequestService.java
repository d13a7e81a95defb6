package com.bestqi.dsr.request;

import com.bestqi.dsr.rights.Fulfilment;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.dsr.verification.Verification;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be done with a request, each a transaction. */
@ApplicationScoped
public class RequestService {
    private static final String VERIFIED = "VERIFIED";

    private final RequestBook book;
    private final Verification verification;
    private final Subjects subjects;
    private final DatabaseClock clock;
    private final RequestConfig config;
    private final Map<RequestType, Fulfilment> fulfilments = new EnumMap<>(RequestType.class);

    RequestService(
            RequestBook book,
            Verification verification,
            Subjects subjects,
            DatabaseClock clock,
            RequestConfig config,
            @All List<Fulfilment> all) {
        this.book = book;
        this.verification = verification;
        this.subjects = subjects;
        this.clock = clock;
        this.config = config;
        for (var fulfilment : all) {
            fulfilment.types().forEach(type -> fulfilments.put(type, fulfilment));
        }
    }

    /** What is asked for. */
    public record Opening(
            RequestType type, Set<String> categories, Set<String> services, Wish wish) {}

    /**
     * Opens a request and begins with it, or has the person show first who they are.
     *
     * @param known whether they have shown it
     */
    @Transactional
    public UUID open(UUID accountId, Opening opening, boolean known) {
        return open(accountId, opening, known, null);
    }

    /** The same for one that came in earlier, in other words. */
    @Transactional
    public UUID open(UUID accountId, Opening opening, boolean known, @Nullable Instant receivedAt) {
        return open(UUID.randomUUID(), accountId, opening, known, receivedAt);
    }

    /** The same for one that has a number already. */
    @Transactional
    public UUID open(
            UUID requestId,
            UUID accountId,
            Opening opening,
            boolean known,
            @Nullable Instant receivedAt) {
        var now = clock.instant();
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        requireRoom(accountId, known);
        var draft =
                book.draft(
                        requestId,
                        accountId,
                        opening.type(),
                        opening.categories(),
                        opening.services(),
                        opening.wish(),
                        receivedAt == null ? now : receivedAt);
        var fulfilment = fulfilment(opening.type());
        fulfilment.admit(draft, opening.wish());
        book.enter(draft);
        if (known) {
            fulfilment.begin(draft, opening.wish());
        } else {
            verification.demand(draft);
        }
        return draft.requestId();
    }

    private void requireRoom(UUID accountId, boolean known) {
        if (book.open(accountId) >= config.openAtOnce()
                || (!known && book.verifying(accountId) >= config.verifyingAtOnce())) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "Wait for the answer to one of your open requests.");
        }
    }

    Fulfilment fulfilment(RequestType type) {
        var found = fulfilments.get(type);
        if (found == null) {
            throw new IllegalStateException("nobody fulfils " + type);
        }
        return found;
    }

    /**
     * Tries a code, in a transaction of its own: a wrong one counts whatever becomes of the call.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Verification.Answer verify(UUID accountId, UUID requestId, String code) {
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        var locked = book.lock(accountId, requestId).orElseThrow(ProblemException::notFound);
        if (locked.state() != RequestState.VERIFYING) {
            throw noCode();
        }
        var answer = verification.judge(locked, code);
        if (answer instanceof Verification.Right) {
            book.note(locked, VERIFIED, null);
            book.resume(locked);
            fulfilment(locked.type()).begin(locked, book.wish(locked));
        }
        return answer;
    }

    /** The 409 for a code that nothing waits for. */
    public static ProblemException noCode() {
        return new ProblemException(
                CommonProblem.CONFLICT, "This request does not wait for a code.");
    }

    /** Takes a request back while nothing is done that could not be, or lifts a restriction. */
    @Transactional
    void cancel(UUID accountId, UUID requestId) {
        subjects.share(accountId, Processing.REQUEST, DataCategory.REQUEST);
        var found = find(accountId, requestId);
        if (found.state() == RequestState.VERIFYING) {
            if (!book.move(found, RequestState.CANCELLED, null, null)) {
                throw over();
            }
            return;
        }
        if (found.state() != RequestState.CANCELLED) {
            fulfilment(found.type()).cancel(found);
        }
    }

    private static ProblemException over() {
        return new ProblemException(
                CommonProblem.CONFLICT, "The request has moved on in the meantime.");
    }

    RightsRequest find(UUID accountId, UUID requestId) {
        return book.find(accountId, requestId).orElseThrow(ProblemException::notFound);
    }

    /** One more than asked for, newest first, so that the caller sees whether there is more. */
    List<RightsRequest> list(UUID accountId, PageRequest asked) {
        var behind = asked.from().map(last -> position(accountId, last)).orElse(null);
        return book.list(accountId, behind, asked.limit() + 1);
    }

    private RightsRequest position(UUID accountId, String last) {
        if (!last.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw PageRequest.badCursor();
        }
        return book.find(accountId, UUID.fromString(last)).orElseThrow(PageRequest::badCursor);
    }
}
