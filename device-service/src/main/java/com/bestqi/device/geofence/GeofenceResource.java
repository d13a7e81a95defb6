package com.bestqi.device.geofence;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.geofence.Geofence.Circle;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

@Path("/v1/geofences")
@RolesAllowed("user")
@RunOnVirtualThread
class GeofenceResource {
    private final GeofenceService geofences;
    private final Caller caller;

    GeofenceResource(GeofenceService geofences, Caller caller) {
        this.geofences = geofences;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "createGeofence",
            summary = "Marks a place",
            description =
                    "Needs the switch `geofence`. The maps provider that the switch names receives"
                            + " the place, which `GET /v1/disclosures` shows, unless the register"
                            + " of recipients does not have it any more. At most 100 places.")
    @APIResponse(
            responseCode = "201",
            description = "The place is marked",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GeofenceView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "403", description = "The switch named in key is off")
    @APIResponse(responseCode = "409", description = "There are too many already")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public RestResponse<GeofenceView> create(@Valid @NotNull GeofencePlan plan) {
        var created = geofences.create(caller.accountId(), plan.name(), plan.circle());
        return RestResponse.status(RestResponse.Status.CREATED, GeofenceView.of(created));
    }

    @GET
    @Operation(
            operationId = "listGeofences",
            summary = "The person's places, oldest first",
            description = "Also while the switch is off: what was marked before is kept.")
    @APIResponse(responseCode = "200", description = "A page of places")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<GeofenceView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                geofences.list(caller.accountId(), page),
                page,
                GeofenceView::of,
                geofence ->
                        new TimeCursor(geofence.createdAt(), geofence.geofenceId().toString())
                                .text());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getGeofence", summary = "One place")
    @APIResponse(responseCode = "200", description = "The place")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public GeofenceView get(UUID id) {
        return GeofenceView.of(geofences.get(caller.accountId(), id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "changeGeofence",
            summary = "Changes name and place",
            description = "Needs the switch `geofence`. The maps provider receives another place.")
    @APIResponse(
            responseCode = "200",
            description = "The place as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GeofenceView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "403", description = "The switch named in key is off")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public GeofenceView change(UUID id, @Valid @NotNull GeofencePlan plan) {
        return GeofenceView.of(
                geofences.change(caller.accountId(), id, plan.name(), plan.circle()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "deleteGeofence", summary = "Forgets a place and its crossings")
    @APIResponse(responseCode = "204", description = "The place is forgotten")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete(UUID id) {
        geofences.delete(caller.accountId(), id);
    }

    record GeofencePlan(
            @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\p{Cntrl}]*") String name,
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double latitude,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double longitude,
            @NotNull @Min(1) @Max(100_000) Integer radiusMeters) {
        Circle circle() {
            return new Circle(latitude, longitude, radiusMeters);
        }

        /** Keeps the place out of logs. */
        @Override
        public String toString() {
            return "GeofencePlan";
        }
    }

    record GeofenceView(
            UUID geofenceId,
            String name,
            double latitude,
            double longitude,
            int radiusMeters,
            Instant createdAt) {
        static GeofenceView of(Geofence geofence) {
            var circle = geofence.circle();
            return new GeofenceView(
                    geofence.geofenceId(),
                    geofence.name(),
                    circle.latitude(),
                    circle.longitude(),
                    circle.radiusMeters(),
                    geofence.createdAt());
        }

        @Override
        public String toString() {
            return "GeofenceView[" + geofenceId + "]";
        }
    }
}
