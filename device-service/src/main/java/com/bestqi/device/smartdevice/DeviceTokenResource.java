package com.bestqi.device.smartdevice;

import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

@Path("/v1/devices/{id}/token")
@RunOnVirtualThread
class DeviceTokenResource {
    private final SmartDeviceService devices;
    private final DeviceCaller device;
    private final Caller caller;

    DeviceTokenResource(SmartDeviceService devices, DeviceCaller device, Caller caller) {
        this.devices = devices;
        this.device = device;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @SecurityRequirement(name = "SecurityScheme")
    @Operation(
            operationId = "renewDeviceToken",
            summary = "Changes a device token for a new one",
            description =
                    "For the device itself, with its present token in `Authorization: Bearer`. A"
                            + " token is good for 24 hours and may be changed until 30 days after"
                            + " its end, as long as the device's credentials are the same. A device"
                            + " that was silent for longer is paired anew. 410 `device-erased` when"
                            + " the device was removed, 410 `account-erased` when its owner is"
                            + " gone.")
    @APIResponse(
            responseCode = "200",
            description = "The new token and its end",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "401", description = "No good token of a device")
    @APIResponse(responseCode = "404", description = "The path of another device")
    @APIResponse(responseCode = "410", description = "The device or its owner is erased")
    public TokenView renew(UUID id) {
        var issued = devices.renew(device.requireForRenewal(id));
        return new TokenView(issued.token(), issued.expiresAt());
    }

    @DELETE
    @RolesAllowed("user")
    @Operation(
            operationId = "revokeDeviceToken",
            summary = "Makes every token of a device void at once",
            description =
                    "For the person, when a device or its token may be in wrong hands. Its data stays."
                            + " The device gets new credentials when the person pairs it again.")
    @APIResponse(responseCode = "204", description = "No token of the device is good any more")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void revoke(UUID id) {
        devices.revoke(caller.accountId(), id);
    }

    record TokenView(String deviceToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "TokenView";
        }
    }
}
