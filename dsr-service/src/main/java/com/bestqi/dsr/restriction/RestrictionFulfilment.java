package com.bestqi.dsr.restriction;

import com.bestqi.dsr.rights.Fulfilment;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders restrictions that persons ask for (RI-4). */
@ApplicationScoped
class RestrictionFulfilment implements Fulfilment {
    private final RestrictionOrders orders;
    private final RequestBook book;
    private final DatabaseClock clock;

    RestrictionFulfilment(RestrictionOrders orders, RequestBook book, DatabaseClock clock) {
        this.orders = orders;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public Set<RequestType> types() {
        return Set.of(RequestType.RESTRICTION);
    }

    @Override
    public void admit(RightsRequest request, Wish wish) {
        requireFuture(wish.end());
    }

    private void requireFuture(@Nullable Instant until) {
        if (until != null && !until.isAfter(clock.instant())) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "The end of a restriction lies ahead.");
        }
    }

    @Override
    public void begin(RightsRequest request, Wish wish) {
        requireFuture(wish.end());
        orders.restrict(
                request.accountId(),
                new Restriction(
                        request.requestId(),
                        Set.copyOf(request.categories()),
                        Set.copyOf(request.services()),
                        wish.end()),
                request.receivedAt(),
                request.dueAt());
        book.move(request, RequestState.RUNNING, null, null);
    }

    @Override
    public void step(RightsRequest request) {
        // What a restriction needs next stands in its own row.
    }

    @Override
    public void cancel(RightsRequest request) {
        orders.lift(request.accountId(), request.requestId(), RestrictionState.CANCELLED);
    }
}
