package com.bestqi.device.invitation;

import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/homes/{id}/invitations")
@RolesAllowed("user")
@RunOnVirtualThread
class InvitationResource {
    private final InvitationService invitations;
    private final Caller caller;

    InvitationResource(InvitationService invitations, Caller caller) {
        this.invitations = invitations;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "inviteIntoHome",
            summary = "Asks for a code that one person may come into the home with",
            description =
                    "For the home's owner. A code is good for seven days. `until` ends what it"
                            + " gives, and the code with it.")
    @APIResponse(
            responseCode = "201",
            description = "The code, shown once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "403", description = "Not the home's owner")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "until has passed already")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public RestResponse<InvitationView> invite(UUID id, @Valid @NotNull NewInvitation wanted) {
        var role = wanted.role() == Offer.MEMBER ? HomeRole.MEMBER : HomeRole.GUEST;
        var issued = invitations.invite(caller.accountId(), id, role, wanted.until());
        var invitation = issued.invitation();
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new InvitationView(
                        issued.code(),
                        invitation.role(),
                        invitation.until(),
                        invitation.expiresAt()));
    }

    /** What an owner may make of somebody. */
    enum Offer {
        MEMBER,
        GUEST
    }

    record NewInvitation(@NotNull Offer role, @Nullable Instant until) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InvitationView(String code, HomeRole role, @Nullable Instant until, Instant expiresAt) {
        @Override
        public String toString() {
            return "InvitationView";
        }
    }
}
