package com.bestqi.dsr.erasure;

import com.bestqi.dsr.peer.Services;
import com.bestqi.dsr.rights.Fulfilment;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.time.TwoClocks;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Fulfils requests for erasure (RI-3). One of everything waits as long as the person may think it
 * over, with the account still open; then account-service closes the account under the number of
 * this request, and the case that opens with it takes over. One of a part is ordered in every
 * service.
 */
@ApplicationScoped
class ErasureFulfilment implements Fulfilment {
    private static final Logger LOG = Logger.getLogger(ErasureFulfilment.class);
    private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final RequestBook book;
    private final Services services;
    private final ErasureConfig config;
    private final DatabaseClock clock;
    private final TwoClocks clocks;
    private final PartErasures parts;

    ErasureFulfilment(
            RequestBook book,
            Services services,
            ErasureConfig config,
            DatabaseClock clock,
            TwoClocks clocks,
            PartErasures parts) {
        this.book = book;
        this.services = services;
        this.config = config;
        this.clock = clock;
        this.clocks = clocks;
        this.parts = parts;
    }

    @Override
    public Set<RequestType> types() {
        return Set.of(RequestType.ERASURE);
    }

    @Override
    public void admit(RightsRequest request, Wish wish) {
        // Everybody may leave, with everything or a part.
    }

    @Override
    public void begin(RightsRequest request, Wish wish) {
        var coolOff = config.coolOffAfter();
        if (coolOff.isPositive()) {
            book.coolOff(request, clocks.later().plus(coolOff));
        } else {
            order(request);
        }
    }

    private void order(RightsRequest request) {
        if (request.whole()) {
            book.move(request, RequestState.RUNNING, null, clock.instant());
        } else {
            parts.order(request);
        }
    }

    @Override
    public void step(RightsRequest claimed) {
        if (claimed.state() == RequestState.COOLING_OFF) {
            endCoolOff(claimed);
        } else if (claimed.whole()) {
            close(claimed);
        } else {
            parts.step(claimed);
        }
    }

    private void endCoolOff(RightsRequest claimed) {
        var until = claimed.actAt() == null ? Instant.MAX : claimed.actAt();
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    if (clocks.earlier().isBefore(until)) {
                        book.postpone(claimed, Duration.ofSeconds(1));
                    } else {
                        order(claimed);
                    }
                });
    }

    /** Has the account closed; the event that says so ends this request's row. */
    private void close(RightsRequest claimed) {
        var answer =
                services.post(
                        "account",
                        "/internal/accounts/" + claimed.accountId() + "/deletion",
                        Map.of("requestId", claimed.requestId().toString()));
        if (answer.status() != 200 && answer.status() != 410) {
            LOG.warnf(
                    "account not closed yet: request %s, status %d",
                    claimed.requestId(), answer.status());
        }
        QuarkusTransaction.requiringNew()
                .run(() -> book.postpone(claimed, AGAIN.after(claimed.tries())));
    }

    @Override
    public void cancel(RightsRequest request) {
        boolean before =
                request.state() == RequestState.RECEIVED
                        || request.state() == RequestState.COOLING_OFF;
        if (!before || !book.move(request, RequestState.CANCELLED, null, null)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "The erasure has begun; it cannot be taken back.");
        }
    }
}
