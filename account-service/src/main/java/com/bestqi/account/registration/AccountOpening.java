package com.bestqi.account.registration;

import com.bestqi.account.profile.Accounts;
import com.bestqi.account.profile.ProfileView;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** The transaction of a registration; if it fails, the user at the identity provider goes again. */
@ApplicationScoped
class AccountOpening {
    private static final String CHANNEL = "registration";

    private final Accounts accounts;
    private final Subjects subjects;
    private final RegistrationAttempts attempts;
    private final OrphanUsers orphans;
    private final Outbox outbox;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;

    AccountOpening(
            Accounts accounts,
            Subjects subjects,
            RegistrationAttempts attempts,
            OrphanUsers orphans,
            Outbox outbox,
            TransactionSynchronizationRegistry transactions,
            Clock clock) {
        this.accounts = accounts;
        this.subjects = subjects;
        this.attempts = attempts;
        this.orphans = orphans;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Person, account and event together, and the end of the attempt. */
    @Transactional
    ProfileView open(UUID attemptId, Accounts.NewAccount opened) {
        var accountId = opened.accountId();
        // On the transaction and not around it: it may be a larger one, which ends later.
        transactions.registerInterposedSynchronization(new TakeBack(attemptId, accountId, orphans));
        subjects.create(accountId);
        if (!attempts.complete(attemptId)) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "This took too long; try again.");
        }
        var profile = accounts.open(opened);
        outbox.add(
                new AccountRegistered(
                        accountId,
                        opened.region(),
                        opened.policyVersion(),
                        opened.policyLanguage(),
                        CHANNEL,
                        clock.instant()));
        return profile;
    }

    private record TakeBack(UUID attemptId, UUID accountId, OrphanUsers orphans)
            implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                orphans.takeBack(attemptId, accountId);
            }
        }
    }
}
