package com.bestqi.account.deletion;

import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Closes an account, once. */
@ApplicationScoped
class ConfirmDeletion {
    private final Subjects subjects;
    private final Deletions deletions;
    private final Outbox outbox;
    private final Clock clock;

    ConfirmDeletion(Subjects subjects, Deletions deletions, Outbox outbox, Clock clock) {
        this.subjects = subjects;
        this.deletions = deletions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A deletion that is under way from the commit on. */
    record Confirmed(UUID accountId, UUID requestId, Instant receivedAt) {}

    /** Throws 410 {@code account-erased} when another call was first. */
    @Transactional
    Confirmed confirm(UUID accountId) {
        return confirm(accountId, UUID.randomUUID());
    }

    /** The same for a request that has its number already. */
    @Transactional
    Confirmed confirm(UUID accountId, UUID requestId) {
        var at = clock.instant();
        if (!subjects.close(accountId, requestId)) {
            throw new ProblemException(
                    CommonProblem.ACCOUNT_ERASED, "The account is being erased already.");
        }
        deletions.add(accountId, requestId, at);
        outbox.add(new AccountDeletionConfirmed(accountId, requestId, at));
        return new Confirmed(accountId, requestId, at);
    }
}
