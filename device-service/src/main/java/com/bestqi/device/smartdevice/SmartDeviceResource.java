package com.bestqi.device.smartdevice;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices")
@RolesAllowed("user")
@RunOnVirtualThread
class SmartDeviceResource {
    private final SmartDeviceService devices;
    private final SmartDeviceRemoval removal;
    private final SmartDeviceConfig config;
    private final NewestFirmware firmware;
    private final Caller caller;
    private final Clock clock;

    SmartDeviceResource(
            SmartDeviceService devices,
            SmartDeviceRemoval removal,
            SmartDeviceConfig config,
            NewestFirmware firmware,
            Caller caller,
            Clock clock) {
        this.devices = devices;
        this.removal = removal;
        this.config = config;
        this.firmware = firmware;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listDevices",
            summary = "The person's devices and those of their homes, newest first",
            description =
                    "Devices that others have in a home where the person is owner, member or guest"
                            + " come without serial number and connection.")
    @APIResponse(responseCode = "200", description = "A page of devices")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<DeviceView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                devices.list(caller.accountId(), page),
                page,
                this::view,
                device ->
                        new TimeCursor(device.activatedAt(), device.deviceId().toString()).text());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getDevice", summary = "One device")
    @APIResponse(responseCode = "200", description = "The device")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public DeviceView get(UUID id) {
        return view(devices.get(caller.accountId(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(operationId = "renameDevice", summary = "Gives a device another name")
    @APIResponse(
            responseCode = "200",
            description = "The device with its new name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public DeviceView rename(UUID id, @Valid @NotNull Rename rename) {
        return view(devices.rename(caller.accountId(), id, rename.name()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteDevice",
            summary = "Removes a device with its readings",
            description =
                    "From then on the device's token is answered with 410 device-erased, which tells"
                            + " the device in `action` what to do: `unbind`, forget whose it was;"
                            + " with `factoryReset=true` `factory-reset`, forget everything.")
    @APIResponse(responseCode = "204", description = "The device is gone with its readings")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete(UUID id, @QueryParam("factoryReset") @Nullable String factoryReset) {
        removal.remove(caller.accountId(), id, farewell(factoryReset));
    }

    private static Farewell farewell(@Nullable String factoryReset) {
        return switch (factoryReset) {
            case null -> Farewell.UNBIND;
            case "false" -> Farewell.UNBIND;
            case "true" -> Farewell.FACTORY_RESET;
            default -> throw ProblemException.invalid("factoryReset", "must be true or false");
        };
    }

    private DeviceView view(SmartDevice device) {
        return DeviceView.of(
                device,
                device.ownerId().equals(caller.accountId()),
                device.online(clock.instant(), config.onlineWithin()),
                firmware.newerThan(device.deviceType(), device.firmwareVersion()).orElse(null));
    }

    record Rename(@NotBlank @Size(max = 100) String name) {
        @Override
        public String toString() {
            return "Rename";
        }
    }

    /** Serial number and connection are for whose device it is, and for nobody else. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeviceView(
            UUID deviceId,
            UUID homeId,
            String name,
            String deviceType,
            @Nullable String serialNumber,
            String firmwareVersion,
            Update update,
            boolean online,
            Instant activatedAt,
            Instant lastSeenAt,
            @Nullable Connection connection) {
        static DeviceView of(
                SmartDevice device, boolean own, boolean online, @Nullable String newest) {
            var identity = device.identity();
            return new DeviceView(
                    device.deviceId(),
                    device.homeId(),
                    device.name(),
                    device.deviceType(),
                    own ? identity.serialNumber() : null,
                    device.firmwareVersion(),
                    new Update(newest != null, newest),
                    online,
                    device.activatedAt(),
                    device.lastSeenAt(),
                    own ? new Connection(identity.macAddress(), identity.ssid()) : null);
        }

        @Override
        public String toString() {
            return "DeviceView[" + deviceId + "]";
        }
    }

    /** The version is there when the device has an older one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Update(boolean available, @Nullable String version) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Connection(String macAddress, @Nullable String ssid) {
        @Override
        public String toString() {
            return "Connection";
        }
    }
}
