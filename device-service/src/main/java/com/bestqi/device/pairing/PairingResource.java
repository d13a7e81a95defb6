package com.bestqi.device.pairing;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.smartdevice.SmartDevices.Introduction;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotency;
import com.bestqi.platform.web.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

@Path("/v1/pairings")
@RunOnVirtualThread
class PairingResource {
    private final PairingService pairings;
    private final ClaimDevice claims;
    private final DeviceTypes types;
    private final GuessLimit guesses;
    private final Caller caller;
    private final Idempotency idempotency;
    private final HttpServerRequest request;

    PairingResource(
            PairingService pairings,
            ClaimDevice claims,
            DeviceTypes types,
            GuessLimit guesses,
            Caller caller,
            Idempotency idempotency,
            HttpServerRequest request) {
        this.pairings = pairings;
        this.claims = claims;
        this.types = types;
        this.guesses = guesses;
        this.caller = caller;
        this.idempotency = idempotency;
        this.request = request;
    }

    @POST
    @RolesAllowed("user")
    @Idempotent
    @Operation(
            operationId = "startPairing",
            summary = "Asks for a code that one device may claim within ten minutes",
            description = "QR needs the switch `camera`, BLUETOOTH needs `bluetooth`.")
    @APIResponse(
            responseCode = "201",
            description = "The code, shown once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PairingView.class)))
    @APIResponse(responseCode = "400", description = "The method or the device type is not known")
    @APIResponse(responseCode = "403", description = "The switch named in key is off")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public RestResponse<PairingView> start(@Valid @NotNull PairingStart start) {
        var started = pairings.start(caller.accountId(), start.method(), type(start.deviceType()));
        return created(new PairingView(started.pairingId(), started.code(), started.expiresAt()));
    }

    @POST
    @Path("/{code}/claim")
    @PermitAll
    @Idempotent
    @Operation(
            operationId = "claimPairing",
            summary = "A device redeems a code and gets its token",
            description =
                    "Open: the code is the proof. A device that is the person's already, known by"
                            + " type and serial number, stays the same device with its data; its"
                            + " earlier tokens are void. One that was somebody else's begins anew,"
                            + " and what it told its former owner is erased first. 409 when the code"
                            + " was used or has ended, 422 when it is for another device type, 429"
                            + " after too many wrong codes from one address.")
    @APIResponse(
            responseCode = "201",
            description = "The device is the person's",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClaimView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "There is no such code")
    @APIResponse(responseCode = "409", description = "The code was used or has ended")
    @APIResponse(responseCode = "410", description = "The person is erased")
    @APIResponse(responseCode = "422", description = "The code is for another device type")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    @APIResponse(responseCode = "429", description = "Too many codes that do not exist")
    public RestResponse<ClaimView> claim(String code, @Valid @NotNull Claim claim) {
        var address = request.remoteAddress().hostAddress();
        guesses.check(address);
        var claimed =
                claims.claim(code, type(claim.deviceType()), claim.introduction())
                        .orElseThrow(() -> {
                            guesses.countWrong(address);
                            return ProblemException.notFound();
                        });
        idempotency.about(claimed.ownerId());
        return created(new ClaimView(claimed.deviceId(), claimed.deviceToken()));
    }

    private DeviceType type(String key) {
        return types.find(key)
                .orElseThrow(
                        () -> ProblemException.invalid("deviceType", "is not in the catalogue"));
    }

    private static <T> RestResponse<T> created(T view) {
        return RestResponse.status(RestResponse.Status.CREATED, view);
    }

    record PairingStart(
            @NotNull PairingMethod method, @NotBlank @Size(max = 50) String deviceType) {}

    record PairingView(UUID pairingId, String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "PairingView[" + pairingId + "]";
        }
    }

    record Claim(
            @NotBlank @Size(max = 64) @Pattern(regexp = "[^\\p{Cntrl}]*") String serialNumber,
            @NotBlank @Size(max = 50) String deviceType,
            @NotBlank @Size(max = 50) @Pattern(regexp = "[^\\p{Cntrl}]*") String firmwareVersion,
            @NotNull @Pattern(regexp = "([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}") String macAddress,
            @Nullable @Valid Wifi wifi) {
        Introduction introduction() {
            return new Introduction(
                    serialNumber, firmwareVersion, macAddress, wifi == null ? null : wifi.ssid());
        }

        @Override
        public String toString() {
            return "Claim[" + deviceType + "]";
        }
    }

    record Wifi(@NotNull @Size(min = 1, max = 32) String ssid) {
        @Override
        public String toString() {
            return "Wifi";
        }
    }

    record ClaimView(UUID deviceId, String deviceToken) {
        @Override
        public String toString() {
            return "ClaimView[" + deviceId + "]";
        }
    }
}
