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
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/pairings")
@RunOnVirtualThread
class PairingResource {
    private final PairingService pairings;
    private final ClaimPairing claims;
    private final DeviceTypes types;
    private final GuessLimit guesses;
    private final Caller caller;
    private final Idempotency idempotency;
    private final HttpServerRequest request;

    PairingResource(
            PairingService pairings,
            ClaimPairing claims,
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
                    "Open: the code is the proof. 409 when it was used or has ended, 422 when it is"
                            + " for another device type, 429 after too many wrong codes from one"
                            + " address.")
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
