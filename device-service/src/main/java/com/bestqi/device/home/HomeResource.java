package com.bestqi.device.home;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/homes")
@RolesAllowed("user")
@RunOnVirtualThread
class HomeResource {
    private final HomeService homes;
    private final OwnershipTransfer transfer;
    private final Caller caller;

    HomeResource(HomeService homes, OwnershipTransfer transfer, Caller caller) {
        this.homes = homes;
        this.transfer = transfer;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listHomes",
            summary = "The homes the person belongs to, and what they are in each")
    @APIResponse(responseCode = "200", description = "The homes")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<HomeView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                homes.list(caller.accountId(), page),
                page,
                HomeView::of,
                home -> new TimeCursor(home.since(), home.homeId().toString()).text());
    }

    @POST
    // Else a text would do: a home is made of one.
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            operationId = "createHome",
            summary = "Opens another home",
            description = "Everybody has one from the start, and 20 at most.")
    @APIResponse(
            responseCode = "201",
            description = "The home",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = HomeView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "409", description = "There are too many already")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public RestResponse<HomeView> create(@Valid @NotNull NewHome home) {
        var created = homes.create(caller.accountId(), home.name());
        return RestResponse.status(RestResponse.Status.CREATED, HomeView.of(created));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getHome", summary = "One home, and what the person is in it")
    @APIResponse(responseCode = "200", description = "The home")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public HomeView get(UUID id) {
        return HomeView.of(homes.get(caller.accountId(), id));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteHome",
            summary = "Ends a home",
            description =
                    "For its owner. Everybody leaves it, and each device goes to the first home of"
                            + " whose it is. The home from the start stays.")
    @APIResponse(responseCode = "204", description = "The home is gone")
    @APIResponse(responseCode = "403", description = "Not its owner")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "The home from the start")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete(UUID id) {
        homes.delete(caller.accountId(), id);
    }

    @PUT
    @Path("/{id}/devices/{deviceId}")
    @Operation(
            operationId = "putDeviceIntoHome",
            summary = "Puts one of the person's own devices into a home",
            description =
                    "For its owner and its members. From then on everybody in the home sees the"
                            + " device and commands it, guests included; those who live there"
                            + " see what it reports from then on, unless it is of a sensitive"
                            + " category.")
    @APIResponse(responseCode = "204", description = "The device is in the home")
    @APIResponse(responseCode = "403", description = "A guest of the home")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public void put(UUID id, UUID deviceId) {
        homes.put(caller.accountId(), id, deviceId);
    }

    @POST
    @Path("/{id}/ownership")
    @Idempotent
    @Operation(
            operationId = "giveHome",
            summary = "Gives a home to somebody who lives in it",
            description =
                    "For its owner, who is nothing in it any more. The owner's devices in the home"
                            + " are the new owner's; what they told is wiped. Such a device is"
                            + " answered 401 until it has changed its token. Invitations end.")
    @APIResponse(responseCode = "204", description = "The home has its new owner")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "403", description = "Not its owner")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "A device is still being wiped")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "The other one is no member of the home")
    @APIResponse(responseCode = "423", description = "One of both has restricted processing")
    public void give(UUID id, @Valid @NotNull NewOwner owner) {
        transfer.give(caller.accountId(), id, owner.accountId());
    }

    record NewOwner(@NotNull UUID accountId) {}

    record NewHome(@NotBlank @Size(max = 100) @Pattern(regexp = "[^\\p{Cntrl}]*") String name) {
        @Override
        public String toString() {
            return "NewHome";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HomeView(UUID homeId, String name, HomeRole role, @Nullable Instant until) {
        static HomeView of(Home home) {
            return new HomeView(home.homeId(), home.name(), home.role(), home.until());
        }

        @Override
        public String toString() {
            return "HomeView[" + homeId + "]";
        }
    }
}
