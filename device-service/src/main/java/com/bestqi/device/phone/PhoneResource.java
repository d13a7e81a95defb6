package com.bestqi.device.phone;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.phone.Phone.NetworkType;
import com.bestqi.device.phone.Phone.Os;
import com.bestqi.device.phone.Phone.Surroundings;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/phones")
@RolesAllowed("user")
@RunOnVirtualThread
class PhoneResource {
    private static final String ONE_LINE = "[^\\p{Cntrl}]*";

    private final PhoneService phones;
    private final Caller caller;
    private final HttpServerRequest request;
    private final Clock clock;

    PhoneResource(PhoneService phones, Caller caller, HttpServerRequest request, Clock clock) {
        this.phones = phones;
        this.caller = caller;
        this.request = request;
        this.clock = clock;
    }

    @PUT
    @Path("/{installationId}")
    @Operation(
            operationId = "putPhone",
            summary = "Registers or updates a phone",
            description =
                    "What identifies the phone's surroundings (carrier, wifi, installedApps and the"
                            + " IP address the call comes from) is kept only while the switch"
                            + " `diagnostics` is on; else it is named in `dropped`.")
    @APIResponse(
            responseCode = "200",
            description = "The phone is known, without what is named in dropped",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PhoneRegistered.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "The installation belongs to another account")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public PhoneRegistered put(UUID installationId, @Valid @NotNull PhoneRegistration phone) {
        var dropped = phones.put(caller.accountId(), phone.phone(installationId, address(), now()));
        return new PhoneRegistered(installationId, dropped);
    }

    @GET
    @Operation(operationId = "listPhones", summary = "The person's phones, oldest first")
    @APIResponse(responseCode = "200", description = "A page of phones")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<PhoneView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                phones.list(caller.accountId(), page),
                page,
                PhoneView::of,
                phone ->
                        new TimeCursor(phone.registeredAt(), phone.installationId().toString())
                                .text());
    }

    @DELETE
    @Path("/{installationId}")
    @Operation(operationId = "deletePhone", summary = "Forgets a phone")
    @APIResponse(responseCode = "204", description = "The phone is forgotten")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete(UUID installationId) {
        phones.delete(caller.accountId(), installationId);
    }

    private String address() {
        return request.remoteAddress().hostAddress();
    }

    private Instant now() {
        return clock.instant();
    }

    record PhoneRegistration(
            @NotBlank @Size(max = 100) @Pattern(regexp = ONE_LINE) String model,
            @NotNull Os os,
            @NotBlank @Size(max = 50) @Pattern(regexp = ONE_LINE) String osVersion,
            @NotBlank @Size(max = 50) @Pattern(regexp = ONE_LINE) String appVersion,
            @NotBlank @Size(max = 50) @Pattern(regexp = ONE_LINE) String softwareVersion,
            @NotNull @Pattern(regexp = "[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}") String language,
            @Valid @NotNull Network network,
            @Nullable @Size(max = 1_000)
                    List<@NotBlank @Size(max = 255) @Pattern(regexp = "[^\\p{Cntrl}]*") String>
                            installedApps) {

        Phone phone(UUID installationId, String address, Instant now) {
            var wifi = network.wifi();
            return new Phone(
                    installationId,
                    model,
                    os,
                    osVersion,
                    appVersion,
                    softwareVersion,
                    language,
                    network.type(),
                    new Surroundings(
                            network.carrier(),
                            wifi == null ? null : wifi.ssid(),
                            installedApps,
                            address),
                    now,
                    now);
        }

        @Override
        public String toString() {
            return "PhoneRegistration";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Network(
            @NotNull NetworkType type,
            @Nullable @Size(min = 1, max = 100) String carrier,
            @Nullable @Valid Wifi wifi) {
        @Override
        public String toString() {
            return "Network[" + type + "]";
        }
    }

    record Wifi(@NotNull @Size(min = 1, max = 32) String ssid) {
        @Override
        public String toString() {
            return "Wifi";
        }
    }

    record PhoneRegistered(UUID installationId, List<String> dropped) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PhoneView(
            UUID installationId,
            String model,
            Os os,
            String osVersion,
            String appVersion,
            String softwareVersion,
            String language,
            Network network,
            @Nullable List<String> installedApps,
            @Nullable String ipAddress,
            Instant registeredAt,
            Instant updatedAt) {
        static PhoneView of(Phone phone) {
            var around = phone.surroundings();
            var ssid = around.ssid();
            return new PhoneView(
                    phone.installationId(),
                    phone.model(),
                    phone.os(),
                    phone.osVersion(),
                    phone.appVersion(),
                    phone.softwareVersion(),
                    phone.language(),
                    new Network(
                            phone.networkType(),
                            around.carrier(),
                            ssid == null ? null : new Wifi(ssid)),
                    around.installedApps(),
                    around.ipAddress(),
                    phone.registeredAt(),
                    phone.updatedAt());
        }

        @Override
        public String toString() {
            return "PhoneView[" + installationId + "]";
        }
    }
}
