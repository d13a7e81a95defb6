package com.bestqi.account.deletion;

import com.bestqi.account.identity.LoginUsers;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Disables log-ins and ends sessions of closed accounts, until the identity provider has done so.
 */
@ApplicationScoped
class LoginSweeper {
    private static final Logger LOG = Logger.getLogger(LoginSweeper.class);

    private final Deletions deletions;
    private final LoginUsers users;

    LoginSweeper(Deletions deletions, LoginUsers users) {
        this.deletions = deletions;
        this.users = users;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        for (var accountId : deletions.withOpenLogin()) {
            if (!disable(accountId)) {
                deletions.backOff(accountId);
            }
        }
    }

    /** Tries once, and says whether it worked; if not, the sweep tries again. */
    boolean disable(UUID accountId) {
        try {
            users.disable(accountId);
            deletions.loginDisabled(accountId);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "accountId=%s: log-in not disabled yet: %s",
                    accountId, e.getClass().getSimpleName());
            return false;
        }
    }
}
