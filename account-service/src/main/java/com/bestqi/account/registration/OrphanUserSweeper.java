package com.bestqi.account.registration;

import com.bestqi.account.identity.LoginUsers;
import com.bestqi.account.registration.RegistrationAttempts.Attempt;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes users that a crash left behind at the identity provider. Goes through all of them only
 * when there is an attempt that was cut off, which is rare.
 */
@ApplicationScoped
class OrphanUserSweeper {
    private static final Logger LOG = Logger.getLogger(OrphanUserSweeper.class);

    private final RegistrationAttempts attempts;
    private final OrphanUsers orphans;
    private final LoginUsers users;
    private final RegistrationConfig config;
    private final Clock clock;

    OrphanUserSweeper(
            RegistrationAttempts attempts,
            OrphanUsers orphans,
            LoginUsers users,
            RegistrationConfig config,
            Clock clock) {
        this.attempts = attempts;
        this.orphans = orphans;
        this.users = users;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warnf("orphans not swept, tries again: %s", e.getClass().getSimpleName());
        }
    }

    /**
     * Abandons what was cut off, removes the users it left behind, and forgets it. While somebody
     * registers with the address again, the user may be theirs, and it waits for the next time.
     */
    void sweep() {
        var cutOff =
                attempts.startedBefore(clock.instant().minus(config.cutOffAfter())).stream()
                        .filter(attempt -> attempts.abandon(attempt.attemptId()))
                        .toList();
        if (cutOff.isEmpty()) {
            return;
        }
        var found = new HashSet<UUID>();
        var waiting = new HashSet<UUID>();
        users.forEach(user -> {
            var left = orphans.ofAddress(user, cutOff);
            // Asked before the person is looked for: an attempt that ends in between is known then.
            if (left.stream().anyMatch(attempt -> attempts.underWay(attempt.emailIndex()))) {
                left.forEach(attempt -> waiting.add(attempt.attemptId()));
            } else if (orphans.isOrphan(user, left)) {
                found.add(user.accountId());
            }
        });
        found.forEach(users::delete);
        var swept =
                cutOff.stream()
                        .map(Attempt::attemptId)
                        .filter(id -> !waiting.contains(id))
                        .toList();
        swept.forEach(attempts::forget);
        LOG.infof("%d cut-off registrations swept, %d users removed", swept.size(), found.size());
    }
}
