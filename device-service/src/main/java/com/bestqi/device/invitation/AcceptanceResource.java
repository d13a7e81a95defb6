package com.bestqi.device.invitation;

import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/invitations/{code}/acceptance")
@RolesAllowed("user")
@RunOnVirtualThread
class AcceptanceResource {
    private final InvitationService invitations;
    private final Caller caller;

    AcceptanceResource(InvitationService invitations, Caller caller) {
        this.invitations = invitations;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "acceptInvitation",
            summary = "Comes into a home",
            description = "409 when the code was used or has ended, or the person is in the home.")
    @APIResponse(responseCode = "200", description = "What the person is in which home now")
    @APIResponse(responseCode = "404", description = "There is no such code")
    @APIResponse(responseCode = "409", description = "The code was used or has ended")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public AcceptedView accept(String code) {
        var accepted = invitations.accept(caller.accountId(), code);
        return new AcceptedView(accepted.homeId(), accepted.role(), accepted.until());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AcceptedView(UUID homeId, HomeRole role, @Nullable Instant until) {}
}
