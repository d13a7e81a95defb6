package com.bestqi.account.profile;

import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What other features may do with accounts. */
@ApplicationScoped
public class Accounts {
    private final AccountRepository accounts;
    private final ProfileSeal seal;

    Accounts(AccountRepository accounts, ProfileSeal seal) {
        this.accounts = accounts;
        this.seal = seal;
    }

    /** What makes an account. */
    public record NewAccount(
            UUID accountId,
            Profile profile,
            String region,
            String policyVersion,
            String policyLanguage) {}

    /** Whether an account has this address or this user name, in whatever case. */
    @Transactional
    public boolean taken(String email, @Nullable String username) {
        return accounts.taken(seal.emailIndex(email), seal.usernameIndex(username));
    }

    /** Whose address this is, in whatever case. */
    @Transactional
    Optional<UUID> having(String email) {
        return accounts.having(seal.emailIndex(email)).map(Account::accountId);
    }

    /**
     * Opens an account in the running transaction, which has made the person's row and key. Throws
     * 409 {@code account-exists} when somebody was first.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public ProfileView open(NewAccount opened) {
        var account = seal.account(opened);
        try {
            accounts.persistAndFlush(account);
        } catch (ConstraintViolationException e) {
            throw exists();
        }
        return seal.view(account);
    }

    /** The 409 for an address or a user name that somebody has; does not say which. */
    public static ProblemException exists() {
        return new ProblemException(
                ProfileProblem.ACCOUNT_EXISTS, "The email address or the user name is taken.");
    }
}
