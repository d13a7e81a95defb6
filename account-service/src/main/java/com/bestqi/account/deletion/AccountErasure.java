package com.bestqi.account.deletion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** The same end of an account, when it is not the person who asks for it. */
@ApplicationScoped
public class AccountErasure {
    private final ConfirmDeletion confirmation;

    AccountErasure(ConfirmDeletion confirmation) {
        this.confirmation = confirmation;
    }

    /**
     * Closes the account in the running transaction; the sweep ends the log-in within seconds.
     * Throws 410 {@code account-erased} when it is closed already. Returns the request's id.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID begin(UUID accountId) {
        return confirmation.confirm(accountId).requestId();
    }
}
