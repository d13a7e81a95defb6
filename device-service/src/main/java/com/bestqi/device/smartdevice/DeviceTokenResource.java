package com.bestqi.device.smartdevice;

import com.bestqi.platform.problem.ApiProblems;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{id}/token")
@RunOnVirtualThread
class DeviceTokenResource {
    private static final java.util.regex.Pattern VERSION =
            java.util.regex.Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,50}");

    private final SmartDeviceService devices;
    private final DeviceCaller device;
    private final Caller caller;
    private final ObjectReader renewals;

    DeviceTokenResource(
            SmartDeviceService devices, DeviceCaller device, Caller caller, ObjectMapper json) {
        this.devices = devices;
        this.device = device;
        this.caller = caller;
        this.renewals = json.readerFor(Renewal.class);
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
                            + " that was silent for longer is paired anew. It may say which firmware"
                            + " it has by now. 410 `device-erased` when"
                            + " the device was removed, 410 `account-erased` when its owner is"
                            + " gone.")
    @APIResponse(
            responseCode = "200",
            description = "The new token and its end",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenView.class)))
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Renewal.class)))
    @APIResponse(responseCode = "400", description = "The body is none, or the version not valid")
    @APIResponse(responseCode = "401", description = "No good token of a device")
    @APIResponse(responseCode = "404", description = "The path of another device")
    @APIResponse(responseCode = "410", description = "The device or its owner is erased")
    public TokenView renew(UUID id, InputStream body) {
        var token = device.requireForRenewal(id);
        var issued = devices.renew(token, firmware(body));
        return new TokenView(issued.token(), issued.expiresAt());
    }

    /** Most devices say nothing, so that there is no body and no type of it. */
    private @Nullable String firmware(InputStream body) {
        try {
            var bytes = body.readAllBytes();
            if (bytes.length == 0) {
                return null;
            }
            @Nullable Renewal renewal = renewals.readValue(bytes);
            var version = renewal == null ? null : renewal.firmwareVersion();
            if (version == null || !VERSION.matcher(version).matches()) {
                throw ProblemException.invalid(
                        "firmwareVersion", "must be 1 to 50 characters, not blank, no controls");
            }
            return version;
        } catch (IOException e) {
            throw ApiProblems.translate(400, e);
        }
    }

    /**
     * What a device may say of itself when it renews its token. It is read by hand, so that a
     * device may say nothing; the rules here are for the description.
     */
    @RegisterForReflection
    record Renewal(
            @NotBlank @Size(max = 50) @Pattern(regexp = "[^\\p{Cntrl}]*")
                    @Nullable String firmwareVersion) {}

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
