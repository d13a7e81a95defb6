package com.bestqi.device.location;

import com.bestqi.device.location.Position.Precision;
import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
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

@Path("/v1/locations")
@RolesAllowed("user")
@RunOnVirtualThread
class LocationResource {
    private static final int MOST_SAMPLES = 1_000;

    private final LocationService locations;
    private final Caller caller;

    LocationResource(LocationService locations, Caller caller) {
        this.locations = locations;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "postLocations",
            summary = "Where a phone was",
            description =
                    "A precise sample needs `location.precise`, when it was taken and now. Where"
                            + " only `location.coarse` is on it is made coarse before it is stored:"
                            + " moved to a grid of 0.01 degree, about 1 km. At most 1,000 samples.")
    @APIResponse(
            responseCode = "202",
            description = "What was stored, and what was not and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoredView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "The installation belongs to another account")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "413", description = "More than 1,000 samples")
    public RestResponse<StoredView> post(@Valid @NotNull Samples samples) {
        if (samples.samples().size() > MOST_SAMPLES) {
            throw new ProblemException(
                    CommonProblem.PAYLOAD_TOO_LARGE, "At most 1000 samples at once.");
        }
        var outcome =
                locations.store(caller.accountId(), samples.installationId(), samples.samples());
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                new StoredView(
                        outcome.accepted(),
                        outcome.coarsened(),
                        outcome.refused(),
                        outcome.duplicates()));
    }

    @GET
    @Operation(operationId = "listLocations", summary = "The person's positions, newest first")
    @APIResponse(responseCode = "200", description = "A page of positions")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<LocationView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                locations.newest(caller.accountId(), page),
                page,
                LocationView::of,
                LocationService::cursor);
    }

    record Samples(@NotNull UUID installationId, @NotNull List<@NotNull LocationItem> samples) {
        @Override
        public String toString() {
            return "Samples";
        }
    }

    record StoredView(int accepted, int coarsened, List<Refusal> refused, int duplicates) {}

    record LocationView(
            UUID installationId,
            Instant at,
            double latitude,
            double longitude,
            double accuracy,
            Precision precision) {
        static LocationView of(Position position) {
            var coordinates = position.coordinates();
            return new LocationView(
                    position.installationId(),
                    position.at(),
                    coordinates.latitude(),
                    coordinates.longitude(),
                    coordinates.accuracy(),
                    position.precision());
        }

        @Override
        public String toString() {
            return "LocationView";
        }
    }
}
