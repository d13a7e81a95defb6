package com.bestqi.notification.push;

import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where the phones of the person who is logged in are pushed to. */
@Path("/v1/push-endpoints/{installationId}")
@RolesAllowed("user")
@RunOnVirtualThread
class PushEndpointResource {
    private final PushEndpoints endpoints;
    private final Caller caller;

    PushEndpointResource(PushEndpoints endpoints, Caller caller) {
        this.endpoints = endpoints;
        this.caller = caller;
    }

    @PUT
    @Operation(
            operationId = "putPushEndpoint",
            summary = "Has an installation of the app pushed to",
            description =
                    "Needs the switch `notifications`; turning it off forgets every token. A push"
                            + " says that there is something in the inbox and nothing more. The"
                            + " token of WEBPUSH is the browser's subscription as JSON.")
    @APIResponse(responseCode = "200", description = "The installation is pushed to")
    @APIResponse(responseCode = "400", description = "A field is not valid")
    @APIResponse(responseCode = "403", description = "The switch `notifications` is off")
    @APIResponse(responseCode = "409", description = "There are too many phones")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public PushEndpointView put(
            @PathParam("installationId") UUID installationId,
            @Valid @NotNull PushRegistration registration) {
        endpoints.put(
                caller.accountId(), installationId, registration.provider(), registration.token());
        return new PushEndpointView(installationId, registration.provider());
    }

    @DELETE
    @Operation(operationId = "deletePushEndpoint", summary = "Ends it")
    @APIResponse(responseCode = "204", description = "The installation is not pushed to any more")
    @APIResponse(responseCode = "404", description = "It was not")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete(@PathParam("installationId") UUID installationId) {
        endpoints.delete(caller.accountId(), installationId);
    }

    record PushRegistration(
            @NotNull PushProvider provider, @NotNull @Size(max = 4096) String token) {
        @Override
        public String toString() {
            return "PushRegistration[" + provider + "]";
        }
    }

    /** The token is not given out again. */
    record PushEndpointView(UUID installationId, PushProvider provider) {}
}
