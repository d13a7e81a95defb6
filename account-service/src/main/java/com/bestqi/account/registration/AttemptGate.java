package com.bestqi.account.registration;

import com.bestqi.account.profile.Accounts;
import com.bestqi.account.profile.Lookup;
import com.bestqi.account.registration.RegistrationAttempts.Attempt;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets one attempt at a time have an address or a user name. */
@ApplicationScoped
class AttemptGate {
    private final RegistrationAttempts attempts;
    private final OrphanUsers orphans;
    private final BlindIndex index;
    private final RegistrationConfig config;
    private final Clock clock;

    AttemptGate(
            RegistrationAttempts attempts,
            OrphanUsers orphans,
            BlindIndex index,
            RegistrationConfig config,
            Clock clock) {
        this.attempts = attempts;
        this.orphans = orphans;
        this.index = index;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Begins an attempt. One that was cut off long enough ago is cleared out of the way first; one
     * under way is 409, one that failed just now 503, for what it left may still appear.
     */
    UUID enter(String email, @Nullable String username) {
        var emailIndex = Lookup.email(index, email);
        var usernameIndex = Lookup.username(index, username);
        return attempts.begin(emailIndex, usernameIndex)
                .or(() -> {
                    attempts.having(emailIndex, usernameIndex)
                            .forEach(attempt -> clear(attempt, email, username));
                    return attempts.begin(emailIndex, usernameIndex);
                })
                .orElseThrow(Accounts::exists);
    }

    private void clear(Attempt attempt, String email, @Nullable String username) {
        var cutOff = clock.instant().minus(config.cutOffAfter());
        if (attempt.startedAt().isBefore(cutOff)) {
            if (attempts.abandon(attempt.attemptId())) {
                orphans.clear(attempt, email, username);
            }
        } else if (attempt.abandoned()) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE,
                    "An earlier try is being cleared away; try again in some minutes.");
        }
    }

    /** The attempt left nothing behind. */
    void leave(UUID attemptId) {
        attempts.forget(attemptId);
    }

    /** The attempt may have left a user behind, which may also appear later. */
    void abandon(UUID attemptId) {
        attempts.abandon(attemptId);
    }
}
