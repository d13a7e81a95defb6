package com.bestqi.account.registration;

import com.bestqi.account.profile.Accounts;
import com.bestqi.account.profile.Lookup;
import com.bestqi.account.registration.RegistrationAttempts.Attempt;
import com.bestqi.platform.crypto.BlindIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets one attempt at a time have an address or a user name. */
@ApplicationScoped
class AttemptGate {
    /** Longer than an attempt takes; one that is overtaken all the same opens no account. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final RegistrationAttempts attempts;
    private final OrphanUsers orphans;
    private final BlindIndex index;
    private final Clock clock;

    AttemptGate(RegistrationAttempts attempts, OrphanUsers orphans, BlindIndex index, Clock clock) {
        this.attempts = attempts;
        this.orphans = orphans;
        this.index = index;
        this.clock = clock;
    }

    /**
     * Begins an attempt. One under way is 409; one that has taken longer than any can is over, and
     * whatever an earlier one left behind is dealt with when it stands in the way.
     */
    UUID enter(String email, @Nullable String username) {
        var emailIndex = Lookup.email(index, email);
        var usernameIndex = Lookup.username(index, username);
        return attempts.begin(emailIndex, usernameIndex)
                .or(() -> {
                    attempts.having(emailIndex, usernameIndex).forEach(this::overtake);
                    return attempts.begin(emailIndex, usernameIndex);
                })
                .orElseThrow(Accounts::exists);
    }

    private void overtake(Attempt attempt) {
        if (attempt.startedAt().isBefore(clock.instant().minus(LONGEST))) {
            attempts.abandon(attempt.attemptId());
        }
    }

    /**
     * Removes the users that abandoned attempts left under this address or user name. False when
     * there are none: then somebody else has it.
     */
    boolean clearLeftovers(String email, @Nullable String username) {
        var abandoned =
                attempts
                        .having(Lookup.email(index, email), Lookup.username(index, username))
                        .stream()
                        .filter(Attempt::abandoned)
                        .toList();
        return !abandoned.isEmpty() && orphans.clear(abandoned, email, username);
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
