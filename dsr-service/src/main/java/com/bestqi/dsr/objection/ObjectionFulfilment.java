package com.bestqi.dsr.objection;

import com.bestqi.dsr.restriction.Restrictions;
import com.bestqi.dsr.rights.Fulfilment;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Hands objections to people and carries out what they decide. */
@ApplicationScoped
public class ObjectionFulfilment implements Fulfilment {
    /** What is used to improve the services and to analyse their use, and for nothing else. */
    private static final Set<String> ANALYSED =
            Set.of(DataCategory.USAGE.key(), DataCategory.LOG.key());

    private final RequestBook book;
    private final Restrictions restrictions;

    ObjectionFulfilment(RequestBook book, Restrictions restrictions) {
        this.book = book;
        this.restrictions = restrictions;
    }

    @Override
    public Set<RequestType> types() {
        return Set.of(RequestType.OBJECTION);
    }

    @Override
    public void admit(RightsRequest request, Wish wish) {
        // Everybody may object, with or without saying why.
    }

    @Override
    public void begin(RightsRequest request, Wish wish) {
        book.handToStaff(request, "Somebody weighs it and answers by the date given.");
    }

    @Override
    public void step(RightsRequest request) {
        // People decide; the restriction that follows has a row of its own.
    }

    /**
     * The objection is upheld: what it names, or else what is analysed, is used no more. The
     * request is completed when every service has that in force.
     */
    public void uphold(RightsRequest request, String note) {
        var categories = request.whole() ? ANALYSED : Set.copyOf(request.categories());
        restrictions.restrict(
                request.accountId(),
                request.requestId(),
                categories,
                Set.copyOf(request.services()),
                request.receivedAt(),
                request.dueAt());
        book.handToServices(request, note);
    }

    @Override
    public void cancel(RightsRequest request) {
        if (!restrictions.standings(request.accountId(), Set.of(request.requestId())).isEmpty()) {
            restrictions.lift(request.accountId(), request.requestId());
            return;
        }
        if (!request.state().open() || !book.move(request, RequestState.CANCELLED, null, null)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "It is answered; there is nothing to take back.");
        }
    }
}
