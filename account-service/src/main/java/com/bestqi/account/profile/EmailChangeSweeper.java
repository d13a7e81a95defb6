package com.bestqi.account.profile;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives the identity provider the account's address where a change of it was cut off half way. */
@ApplicationScoped
class EmailChangeSweeper {
    private static final Logger LOG = Logger.getLogger(EmailChangeSweeper.class);

    /** Longer than a change can take, so that none under way is disturbed. */
    private static final Duration CUT_OFF = Duration.ofMinutes(2);

    private final EmailChanges emailChanges;
    private final AccountRepository accounts;
    private final ProfileSeal seal;
    private final Subjects subjects;
    private final Clock clock;

    EmailChangeSweeper(
            EmailChanges emailChanges,
            AccountRepository accounts,
            ProfileSeal seal,
            Subjects subjects,
            Clock clock) {
        this.emailChanges = emailChanges;
        this.accounts = accounts;
        this.seal = seal;
        this.subjects = subjects;
        this.clock = clock;
    }

    @Scheduled(
            every = "30s",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        for (var accountId : emailChanges.startedBefore(clock.instant().minus(CUT_OFF))) {
            try {
                QuarkusTransaction.requiringNew().run(() -> align(accountId));
            } catch (ProblemException e) {
                // Closing or erased: the erasure takes the log-in, and this note with it.
                LOG.debugf("accountId=%s: change of address is void", accountId);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "accountId=%s: address not aligned, tries again: %s",
                        accountId, e.getClass().getSimpleName());
            }
        }
    }

    private void align(UUID accountId) {
        subjects.exclusive(accountId, Processing.CORRECTION, DataCategory.CONTACT);
        accounts.of(accountId)
                .map(seal::open)
                .ifPresent(profile -> emailChanges.carryOut(accountId, profile.email()));
        emailChanges.settle(accountId);
    }
}
