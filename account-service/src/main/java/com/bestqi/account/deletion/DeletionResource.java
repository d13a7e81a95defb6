package com.bestqi.account.deletion;

import com.bestqi.platform.web.Caller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** "My account, delete account". */
@Path("/v1/accounts/me")
@RolesAllowed("user")
@RunOnVirtualThread
class DeletionResource {
    private final ConfirmDeletion confirmation;
    private final LoginSweeper logins;
    private final StatusLink link;
    private final Caller caller;

    DeletionResource(
            ConfirmDeletion confirmation, LoginSweeper logins, StatusLink link, Caller caller) {
        this.confirmation = confirmation;
        this.logins = logins;
        this.link = link;
        this.caller = caller;
    }

    @DELETE
    @Operation(summary = "Deletes the account, and has everything of the person erased")
    @APIResponse(responseCode = "202", description = "The erasure is under way")
    @APIResponse(responseCode = "401", description = "No valid token, or the log-in is too old")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public RestResponse<DeletionView> delete() {
        var accountId = caller.accountId();
        caller.requireFreshLogin();
        var confirmed = confirmation.confirm(accountId);
        boolean unused = logins.disable(accountId); // else the sweep does
        return RestResponse.ResponseBuilder.<DeletionView>create(RestResponse.Status.ACCEPTED)
                .entity(
                        new DeletionView(
                                confirmed.requestId(), link.url(confirmed), link.dueAt(confirmed)))
                .build();
    }

    @RegisterForReflection
    record DeletionView(UUID requestId, String statusUrl, Instant dueAt) {}
}
