package com.bestqi.dsr.restriction;

import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.Wish;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the book of requests in step with the course of a restriction, in its transaction. */
@ApplicationScoped
class RestrictionBook {
    private static final String LIFTED = "LIFTED";

    private final RequestBook book;

    RestrictionBook(RequestBook book) {
        this.book = book;
    }

    /** Every service has answered. */
    void inForce(UUID accountId, UUID requestId) {
        end(accountId, requestId, RequestState.COMPLETED, null);
    }

    /** Its end is ordered. */
    void lifted(UUID accountId, UUID requestId, RestrictionState state) {
        var found = book.lock(accountId, requestId);
        if (found.isPresent() && found.get().state().open()) {
            end(accountId, requestId, RequestState.valueOf(state.name()), null);
        } else {
            found.ifPresent(request -> book.note(request, LIFTED, null));
        }
    }

    /** A database put back has lost it. */
    void takenUp(RestrictionRequest made) {
        var until = made.restriction().until();
        var draft =
                book.draft(
                        made.requestId(),
                        made.accountId(),
                        RequestType.RESTRICTION,
                        made.restriction().categories(),
                        made.restriction().services(),
                        new Wish(
                                null,
                                null,
                                null,
                                null,
                                until == null ? null : until.toString(),
                                null),
                        made.receivedAt());
        if (book.enter(draft)) {
            book.move(draft, RequestState.RUNNING, null, null);
        }
    }

    private void end(UUID accountId, UUID requestId, RequestState state, @Nullable String note) {
        book.lock(accountId, requestId)
                .filter(request -> request.state() == RequestState.RUNNING)
                .ifPresent(request -> book.move(request, state, note, null));
    }
}
