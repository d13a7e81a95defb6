package com.bestqi.account.profile;

import com.bestqi.account.identity.IdentityProviderAwayException;
import com.bestqi.account.region.HomeRegion;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading and changing one's own profile, and reaching a person for another service. */
@ApplicationScoped
class ProfileService {
    private final AccountRepository accounts;
    private final ProfileSeal seal;
    private final Subjects subjects;
    private final HomeRegion region;
    private final EmailChanges emailChanges;
    private final ProfileEditor editor;

    ProfileService(
            AccountRepository accounts,
            ProfileSeal seal,
            Subjects subjects,
            HomeRegion region,
            EmailChanges emailChanges,
            ProfileEditor editor) {
        this.accounts = accounts;
        this.seal = seal;
        this.subjects = subjects;
        this.region = region;
        this.emailChanges = emailChanges;
        this.editor = editor;
    }

    @Transactional
    ProfileView read(UUID accountId) {
        return seal.view(account(accountId));
    }

    /**
     * Applies a merge patch. The identity provider has a copy of the address, so a note is kept
     * until both have the same.
     */
    ProfileView change(UUID accountId, ProfileChange change, @Nullable String ifMatch) {
        change.newCountryCode().ifPresent(region::require);
        boolean noted = change.touchesEmail() && emailChanges.announce(accountId);
        try {
            return editor.apply(accountId, change, ifMatch);
        } catch (ProblemException e) {
            if (noted) {
                emailChanges.withdraw(accountId);
            }
            throw e;
        } catch (IdentityProviderAwayException e) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "The log-in service is away; try again.");
        }
    }

    /**
     * How to reach a person whose account is open, or whose deletion is confirmed but not yet
     * carried out: the certificate must still find its way.
     */
    @Transactional
    Profile contact(UUID accountId) {
        return switch (subjects.state(accountId)) {
            case UNKNOWN -> throw ProblemException.notFound();
            case ERASED ->
                    throw new ProblemException(
                            CommonProblem.ACCOUNT_ERASED,
                            "The account and all its data are erased.");
            case LIVE, CLOSING -> seal.open(account(accountId));
        };
    }

    private Account account(UUID accountId) {
        return accounts.of(accountId).orElseThrow(ProblemException::notFound);
    }
}
