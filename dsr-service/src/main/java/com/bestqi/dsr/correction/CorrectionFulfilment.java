package com.bestqi.dsr.correction;

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
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries corrections out, or hands them to people. */
@ApplicationScoped
class CorrectionFulfilment implements Fulfilment {
    private static final Set<String> PROFILE =
            Set.of("email", "phone", "name", "nickname", "countryCode", "language", "timeZone");
    private static final Set<Integer> REFUSED = Set.of(400, 409, 413, 421, 422);
    private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final RequestBook book;
    private final Services services;
    private final DatabaseClock clock;

    CorrectionFulfilment(RequestBook book, Services services, DatabaseClock clock) {
        this.book = book;
        this.services = services;
        this.clock = clock;
    }

    @Override
    public Set<RequestType> types() {
        return Set.of(RequestType.RECTIFICATION);
    }

    @Override
    public void admit(RightsRequest request, Wish wish) {
        // What cannot be is judged by who keeps it.
    }

    @Override
    public void begin(RightsRequest request, Wish wish) {
        if (PROFILE.contains(wish.field())) {
            book.move(request, RequestState.RUNNING, null, clock.instant());
        } else {
            book.handToStaff(request, "Somebody looks into it and answers by the date given.");
        }
    }

    @Override
    public void step(RightsRequest claimed) {
        var wish = book.wish(claimed);
        var answer =
                services.post(
                        "account",
                        "/internal/accounts/" + claimed.accountId() + "/correction",
                        Map.of(
                                "field", Objects.requireNonNull(wish.field()),
                                "value", Objects.requireNonNull(wish.value())));
        if (answer.status() == 200) {
            var before = answer.body().path("before");
            end(
                    claimed,
                    RequestState.COMPLETED,
                    "Corrected.",
                    wish.corrected(before.isTextual() ? before.asText() : null));
        } else if (REFUSED.contains(answer.status())) {
            end(claimed, RequestState.REJECTED, refusal(answer), null);
        } else {
            QuarkusTransaction.requiringNew()
                    .run(() -> book.postpone(claimed, AGAIN.after(claimed.tries() - 1)));
        }
    }

    private static String refusal(Services.Answer answer) {
        var violation = answer.body().path("violations").path(0);
        return violation.isMissingNode()
                ? answer.body().path("detail").asText("It cannot be set to this value.")
                : "It cannot be set to this value: it " + violation.path("message").asText();
    }

    private void end(
            RightsRequest claimed, RequestState state, String note, @Nullable Wish corrected) {
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    if (book.move(claimed, state, note, null) && corrected != null) {
                        book.keep(claimed, corrected);
                    }
                });
    }

    @Override
    public void cancel(RightsRequest request) {
        if (!request.state().open() || !book.move(request, RequestState.CANCELLED, null, null)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "It is answered; there is nothing to take back.");
        }
    }
}
