package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.sample.Refusal;
import com.bestqi.device.smartdevice.DeviceCaller;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{id}/readings")
@RunOnVirtualThread
class ReadingResource {
    private static final String NDJSON = "application/x-ndjson";

    private final ReadingIntake intake;
    private final ReadingService readings;
    private final ReadingCharts charts;
    private final DeviceCaller device;
    private final Caller caller;

    ReadingResource(
            ReadingIntake intake,
            ReadingService readings,
            ReadingCharts charts,
            DeviceCaller device,
            Caller caller) {
        this.intake = intake;
        this.readings = readings;
        this.charts = charts;
        this.device = device;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @SecurityRequirement(name = "SecurityScheme")
    @Operation(
            operationId = "postReadings",
            summary = "A device reports, with its own token",
            description =
                    "Up to 1,000 readings, or NDJSON up to 10 MiB, one reading a line. Items are"
                            + " refused one by one; a repeated (device, time, type) is counted in"
                            + " `duplicates` and stored once, so a call may be repeated safely."
                            + " NDJSON is stored as it arrives: when the connection breaks or the"
                            + " body turns out too large, what came before is stored. The same"
                            + " JSON goes by MQTT to `devices/{id}/readings`.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReadingItem.Batch.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = ReadingItem.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "What was stored, and what was not and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IngestView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The body cannot be read, or a type in it is wrong")
    @APIResponse(responseCode = "401", description = "No good token of a device")
    @APIResponse(responseCode = "404", description = "The path of another device")
    @APIResponse(responseCode = "410", description = "The device or its owner is erased")
    @APIResponse(
            responseCode = "413",
            description = "More than 1,000 readings, 1 MiB of JSON or 10 MiB of NDJSON")
    @APIResponse(responseCode = "415", description = "Neither JSON nor NDJSON")
    public RestResponse<IngestView> post(UUID id, InputStream body) {
        var token = device.require(id);
        var view = new IngestView();
        view.add(intake.take(token, body));
        return RestResponse.status(RestResponse.Status.ACCEPTED, view);
    }

    @POST
    @PermitAll
    @Consumes(NDJSON)
    @Operation(hidden = true) // described with the other form, as one call
    public RestResponse<IngestView> stream(UUID id, InputStream body) {
        var token = device.require(id);
        var view = new IngestView();
        intake.takeLines(token, body, view::add);
        return RestResponse.status(RestResponse.Status.ACCEPTED, view);
    }

    @GET
    @RolesAllowed("user")
    @Operation(
            operationId = "listReadings",
            summary = "What a device reported, newest first",
            description =
                    "For the device's owner; those who own or live in the home that it is in see"
                            + " what is of no sensitive category, since they and the device are"
                            + " there; guests do not. `from` is included, `to` is not. With `resolution`, an ISO 8601 duration from"
                            + " PT1S to P31D, the numbers of each such span are told as one item:"
                            + " `at` is when the span begins (spans are aligned in UTC, weeks to"
                            + " Monday), `value` the mean, with `min`, `max` and `count`; texts are"
                            + " left out, spans without a reading too. A page may then hold fewer"
                            + " items than `limit` although there is a `next`.")
    @APIResponse(responseCode = "200", description = "A page of readings")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "403", description = "For guests of the home it is in")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "A resolution for a type that is a text")
    @APIResponse(responseCode = "423", description = "The owner has restricted that others see it")
    public Page<ReadingView> list(
            UUID id,
            @QueryParam("type") @Nullable String type,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("resolution") @Nullable String resolution,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var query = ReadingQuery.of(type, from, to, page);
        if (resolution != null) {
            return chart(id, query, Resolution.parse(resolution));
        }
        var found = readings.list(caller.accountId(), id, query);
        return Page.of(
                found.readings(),
                page,
                reading -> ReadingView.of(reading, found.type()),
                reading -> new TimeCursor(reading.at(), reading.type()).text());
    }

    private Page<ReadingView> chart(UUID id, ReadingQuery query, Resolution resolution) {
        var chart = charts.draw(caller.accountId(), id, query, resolution);
        return Page.of(
                chart.spans(),
                chart.more(),
                span -> ReadingView.of(span, chart.type()),
                span -> new TimeCursor(span.at(), span.type()).text());
    }

    /** Grows batch by batch. */
    static final class IngestView {
        private final List<Refusal> refused = new ArrayList<>();
        private int accepted;
        private int duplicates;

        void add(ReadingIntake.Taken batch) {
            accepted += batch.accepted();
            duplicates += batch.duplicates();
            refused.addAll(batch.refused());
        }

        public int getAccepted() {
            return accepted;
        }

        public List<Refusal> getRefused() {
            return refused;
        }

        public int getDuplicates() {
            return duplicates;
        }
    }
}
