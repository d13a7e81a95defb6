package com.bestqi.account.registration;

import com.bestqi.account.identity.LoginUsers;
import com.bestqi.account.identity.LoginUsers.LoginUser;
import com.bestqi.account.profile.Lookup;
import com.bestqi.account.registration.RegistrationAttempts.Attempt;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Users of the identity provider whose registration was cut off: those with the address of an
 * attempt that was abandoned, and of whom this service has never heard. Nobody else is touched.
 */
@ApplicationScoped
class OrphanUsers {
    private static final Logger LOG = Logger.getLogger(OrphanUsers.class);

    private final RegistrationAttempts attempts;
    private final LoginUsers users;
    private final Subjects subjects;
    private final BlindIndex index;

    OrphanUsers(
            RegistrationAttempts attempts, LoginUsers users, Subjects subjects, BlindIndex index) {
        this.attempts = attempts;
        this.users = users;
        this.subjects = subjects;
        this.index = index;
    }

    /** Whether one of the attempts, all of them abandoned, left this user behind. */
    boolean isOrphan(LoginUser user, Collection<Attempt> abandoned) {
        return !ofAddress(user, abandoned).isEmpty()
                && subjects.state(user.accountId()) == Subjects.State.UNKNOWN;
    }

    /** The attempts that had this user's address. */
    List<Attempt> ofAddress(LoginUser user, Collection<Attempt> some) {
        var emailIndex = Lookup.email(index, user.email());
        return some.stream()
                .filter(attempt -> Arrays.equals(attempt.emailIndex(), emailIndex))
                .toList();
    }

    /** Removes what these attempts left under an address or user name; whether it was anything. */
    boolean clear(List<Attempt> abandoned, String email, @Nullable String username) {
        var left =
                users.find(email, username).stream()
                        .filter(user -> isOrphan(user, abandoned))
                        .toList();
        left.forEach(user -> users.delete(user.accountId()));
        return !left.isEmpty();
    }

    /**
     * Takes a user back whose account was not opened after all. On failure the sweeper does it
     * later.
     */
    void takeBack(UUID attemptId, UUID accountId) {
        try {
            if (attempts.abandon(attemptId)) {
                users.delete(accountId);
                attempts.forget(attemptId);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "accountId=%s: user of a failed registration not removed yet: %s",
                    accountId, e.getClass().getSimpleName());
        }
    }
}
