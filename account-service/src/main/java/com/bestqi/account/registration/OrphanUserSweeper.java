package com.bestqi.account.registration;

import com.bestqi.account.identity.LoginUsers;
import com.bestqi.account.registration.RegistrationAttempts.Attempt;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
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

    /** Abandons what was cut off, removes the users it left behind, and forgets it. */
    void sweep() {
        var cutOff =
                attempts.startedBefore(clock.instant().minus(config.cutOffAfter())).stream()
                        .filter(attempt -> attempts.abandon(attempt.attemptId()))
                        .toList();
        if (cutOff.isEmpty()) {
            return;
        }
        var found = orphansOf(cutOff);
        found.forEach(users::delete);
        cutOff.forEach(attempt -> attempts.forget(attempt.attemptId()));
        LOG.infof("%d cut-off registrations swept, %d users removed", cutOff.size(), found.size());
    }

    private HashSet<UUID> orphansOf(List<Attempt> cutOff) {
        var found = new HashSet<UUID>();
        users.forEach(user -> {
            if (orphans.isOrphan(user, cutOff)) {
                found.add(user.accountId());
            }
        });
        return found;
    }
}
