package com.bestqi.device.geofence;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.geofence.GeofenceEvent.Kind;
import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/geofences/{id}/events")
@RolesAllowed("user")
@RunOnVirtualThread
class GeofenceEventResource {
    private final GeofenceService geofences;
    private final Caller caller;

    GeofenceEventResource(GeofenceService geofences, Caller caller) {
        this.geofences = geofences;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "postGeofenceEvent",
            summary = "A phone came to a place, or left it",
            description =
                    "Needs the switch `geofence`, now and when it happened. Told twice it is"
                            + " counted in `duplicates` and kept once. The maps provider that the"
                            + " switch names receives it, which `GET /v1/disclosures` shows.")
    @APIResponse(
            responseCode = "202",
            description = "Whether it was kept, and if not why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeptView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "403", description = "The switch named in key is off")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public RestResponse<KeptView> post(UUID id, @Valid @NotNull Crossing crossing) {
        var event = new GeofenceEvent(crossing.at(), crossing.kind());
        var view =
                switch (geofences.cross(caller.accountId(), id, event)) {
                    case GeofenceService.Kept(var known) ->
                            new KeptView(known ? 0 : 1, known ? 1 : 0, List.of());
                    case GeofenceService.Refused(var reason) ->
                            new KeptView(0, 0, List.of(new Refusal(0, reason)));
                };
        return RestResponse.status(RestResponse.Status.ACCEPTED, view);
    }

    @GET
    @Operation(
            operationId = "listGeofenceEvents",
            summary = "When phones came to a place and left it in the last 30 days, newest first")
    @APIResponse(responseCode = "200", description = "A page of crossings")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<CrossingView> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                geofences.events(caller.accountId(), id, page),
                page,
                event -> new CrossingView(event.at(), event.kind()),
                event -> new TimeCursor(event.at(), event.kind().name()).text());
    }

    record Crossing(@NotNull Instant at, @NotNull Kind kind) {
        @Override
        public String toString() {
            return "Crossing";
        }
    }

    record KeptView(int accepted, int duplicates, List<Refusal> refused) {}

    record CrossingView(Instant at, Kind kind) {
        @Override
        public String toString() {
            return "CrossingView";
        }
    }
}
