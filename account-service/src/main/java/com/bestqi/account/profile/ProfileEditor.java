package com.bestqi.account.profile;

import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The transaction that changes a profile, one writer a person. */
@ApplicationScoped
class ProfileEditor {
    private final AccountRepository accounts;
    private final ProfileSeal seal;
    private final Subjects subjects;
    private final EmailChanges emailChanges;
    private final Outbox outbox;
    private final Clock clock;

    ProfileEditor(
            AccountRepository accounts,
            ProfileSeal seal,
            Subjects subjects,
            EmailChanges emailChanges,
            Outbox outbox,
            Clock clock) {
        this.accounts = accounts;
        this.seal = seal;
        this.subjects = subjects;
        this.emailChanges = emailChanges;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Changes row, identity provider and outbox together; what changes nothing leaves no trace. */
    @Transactional
    ProfileView apply(UUID accountId, ProfileChange change, @Nullable String ifMatch) {
        subjects.exclusive(
                accountId, Processing.CORRECTION, DataCategory.PROFILE, DataCategory.CONTACT);
        var account = accounts.of(accountId).orElseThrow(ProblemException::notFound);
        requireMatch(ifMatch, account);
        var before = seal.open(account);
        var after = change.applyTo(before);
        var changed = before.differences(after);
        if (!changed.isEmpty()) {
            seal.change(account, after);
            flush();
            outbox.add(new AccountUpdated(accountId, changed, clock.instant()));
        }
        if (change.touchesEmail()) {
            // Last, so that nothing but the commit can still fail after it. Also for the address
            // the account has: a note of an earlier change may be open, and goes with this one.
            emailChanges.carryOut(accountId, after.email());
            emailChanges.settle(accountId);
        }
        return seal.view(account);
    }

    private static void requireMatch(@Nullable String ifMatch, Account account) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        var current = "\"" + account.version() + "\"";
        if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip).noneMatch(current::equals)) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_FAILED, "Read the profile again and try anew.");
        }
    }

    private void flush() {
        try {
            accounts.flush();
        } catch (ConstraintViolationException e) {
            throw Accounts.exists();
        }
    }
}
