package com.bestqi.consent.decision;

import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.consent.permission.ConsentLedger;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides, with one look at the person's row; what was once takes a second one, at the ledger. */
@ApplicationScoped
class DecisionService {
    /** What an honest clock may be ahead of ours, as for samples. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final SwitchCatalogue catalogue;
    private final Subjects subjects;
    private final ConsentLedger ledger;
    private final Clock clock;

    DecisionService(
            SwitchCatalogue catalogue, Subjects subjects, ConsentLedger ledger, Clock clock) {
        this.catalogue = catalogue;
        this.subjects = subjects;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Whether what rests on a switch may be done now, or whether the switch was on at an earlier
     * time. A restriction in force says no to both: whoever asks is about to use the data (RI-4).
     */
    Decision decide(UUID accountId, String key, @Nullable Instant at) {
        var known =
                catalogue
                        .find(key)
                        .orElseThrow(() -> ProblemException.invalid("key", "is no switch"));
        var now = clock.instant();
        check(at, now);
        var subject = subjects.live(accountId);
        boolean restricted = !subject.allows(Processing.USE, known.data());
        if (at == null || !at.isBefore(now)) {
            // This is where the state is made, no copy of it: it is always current.
            boolean granted = subject.granted().containsKey(key);
            return Decision.of(granted, restricted, subject.consentRevision());
        }
        var then = ledger.standing(accountId, key, at);
        return Decision.of(then.granted(), restricted, then.revision());
    }

    private static void check(@Nullable Instant at, Instant now) {
        if (at != null && at.isBefore(Instant.EPOCH)) {
            throw ProblemException.invalid("at", "must not be before 1970");
        }
        if (at != null && at.isAfter(now.plus(AHEAD))) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "Nobody knows what will be granted at that time.");
        }
    }
}
