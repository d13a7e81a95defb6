package com.bestqi.account.deletion;

import com.bestqi.account.registration.SyntheticAccounts;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/**
 * Confirms the deletion of an account of nobody. Nobody could log in afresh for it; every account
 * that was not opened as one of nobody is not found here.
 */
@Path("/internal/accounts/synthetic/{id}")
@RolesAllowed("service")
@RunOnVirtualThread
class SyntheticDeletionInternalResource {
    private final SyntheticAccounts synthetic;
    private final ConfirmDeletion confirmation;
    private final LoginSweeper logins;

    SyntheticDeletionInternalResource(
            SyntheticAccounts synthetic, ConfirmDeletion confirmation, LoginSweeper logins) {
        this.synthetic = synthetic;
        this.confirmation = confirmation;
        this.logins = logins;
    }

    @DELETE
    @Audited(purpose = "AC-5")
    public ConfirmedView delete(@PathParam("id") UUID accountId) {
        if (!synthetic.contains(accountId)) {
            throw ProblemException.notFound();
        }
        var confirmed = confirmation.confirm(accountId);
        boolean unused = logins.disable(accountId); // else the sweep does
        return new ConfirmedView(confirmed.requestId());
    }

    @RegisterForReflection
    record ConfirmedView(UUID requestId) {}
}
