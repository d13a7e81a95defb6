package com.bestqi.account.deletion;

import com.bestqi.platform.audit.Audited;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/**
 * Closes the account of a person who asked dsr-service for the erasure of everything, once they
 * have shown who they are and the time to think it over is past. Asked again it answers 410.
 */
@Path("/internal/accounts/{id}/deletion")
@RolesAllowed("service")
@RunOnVirtualThread
class DeletionInternalResource {
    private final ConfirmDeletion confirmation;
    private final LoginSweeper logins;

    DeletionInternalResource(ConfirmDeletion confirmation, LoginSweeper logins) {
        this.confirmation = confirmation;
        this.logins = logins;
    }

    @POST
    @Audited(purpose = "RI-3")
    public ConfirmedView delete(
            @PathParam("id") UUID accountId, @Valid @NotNull DeletionOrder order) {
        var confirmed = confirmation.confirm(accountId, order.requestId());
        boolean unused = logins.disable(accountId); // else the sweep does
        return new ConfirmedView(confirmed.requestId());
    }

    @RegisterForReflection
    record DeletionOrder(@NotNull UUID requestId) {}

    @RegisterForReflection
    record ConfirmedView(UUID requestId) {}
}
