package com.bestqi.device.scene;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.scene.Scene.Plan;
import com.bestqi.device.scene.SceneRun.Given;
import com.bestqi.device.scene.SceneRun.Outcome;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

@Path("/v1/scenes")
@RolesAllowed("user")
@RunOnVirtualThread
class SceneResource {
    private final SceneService scenes;
    private final Caller caller;

    SceneResource(SceneService scenes, Caller caller) {
        this.scenes = scenes;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "createScene",
            summary = "Says what is to be done when something happens",
            description =
                    "A trigger of kind GEOFENCE takes `geofenceId` and `event`; one of kind READING"
                            + " takes `deviceId`, `type` and either `above` or `below`, and starts"
                            + " when a reading of the person's own device comes beyond that line,"
                            + " not while it stays there; a reading that is ahead of the clock"
                            + " counts as of its arrival. One of kind SCHEDULE takes `time`, as"
                            + " `07:30`, and, unless it is for every day, `days`, as `MONDAY`: the"
                            + " time of day in the account's time zone. A time that the clocks leave"
                            + " out is the moment when they go on; of one that they show twice the"
                            + " first counts. Actions are commands to devices that the person may"
                            + " command. At most 100 scenes; those that wait for one place or device"
                            + " have 50 actions together at most, else 409 `too-many-actions`.")
    @APIResponse(
            responseCode = "201",
            description = "The scene",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SceneView.class)))
    @APIResponse(responseCode = "400", description = "A field or an argument is not valid")
    @APIResponse(responseCode = "404", description = "No such place or device of the person")
    @APIResponse(responseCode = "409", description = "There are too many scenes or actions already")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "A device does not report or know this")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public RestResponse<SceneView> create(@Valid @NotNull NewScene scene) {
        var created = scenes.create(caller.accountId(), scene.enabled(), scene.plan());
        return RestResponse.status(RestResponse.Status.CREATED, SceneView.of(created));
    }

    @GET
    @Operation(operationId = "listScenes", summary = "The person's scenes, oldest first")
    @APIResponse(responseCode = "200", description = "A page of scenes")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<SceneView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                scenes.list(caller.accountId(), page),
                page,
                SceneView::of,
                scene -> new TimeCursor(scene.createdAt(), scene.sceneId().toString()).text());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getScene", summary = "One scene")
    @APIResponse(responseCode = "200", description = "The scene")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public SceneView get(UUID id) {
        return SceneView.of(scenes.get(caller.accountId(), id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            operationId = "changeScene",
            summary = "Changes a scene, or turns it on or off",
            description = "The whole scene, as in `POST /v1/scenes`.")
    @APIResponse(
            responseCode = "200",
            description = "The scene as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SceneView.class)))
    @APIResponse(responseCode = "400", description = "A field or an argument is not valid")
    @APIResponse(responseCode = "404", description = "No such scene, place or device")
    @APIResponse(responseCode = "409", description = "There are too many actions already")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "A device does not report or know this")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public SceneView change(UUID id, @Valid @NotNull NewScene scene) {
        return SceneView.of(scenes.change(caller.accountId(), id, scene.enabled(), scene.plan()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "deleteScene", summary = "Forgets a scene and its runs")
    @APIResponse(responseCode = "204", description = "The scene is forgotten")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete(UUID id) {
        scenes.delete(caller.accountId(), id);
    }

    @GET
    @Path("/{id}/runs")
    @Operation(
            operationId = "listSceneRuns",
            summary = "When a scene ran in the last 30 days, newest first",
            description =
                    "STARTED: every device has its command waiting, to be seen under the device."
                            + " INCOMPLETE: some could not be given theirs. STOPPED: it ran too"
                            + " often in too short a time, so it rests for some minutes. MISSED: it"
                            + " could not be started within five minutes of its time.")
    @APIResponse(responseCode = "200", description = "A page of runs")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<RunView> runs(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                scenes.runs(caller.accountId(), id, page),
                page,
                RunView::of,
                run -> new TimeCursor(run.at(), run.runId().toString()).text());
    }

    record NewScene(
            @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\p{Cntrl}]*") String name,
            @NotNull Boolean enabled,
            @NotNull @Valid Trigger trigger,
            @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid Action> actions) {
        Plan plan() {
            return new Plan(name, trigger, actions);
        }

        @Override
        public String toString() {
            return "NewScene";
        }
    }

    /** With {@code nextAt} where it waits for a time and is on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SceneView(
            UUID sceneId,
            String name,
            boolean enabled,
            Trigger trigger,
            List<Action> actions,
            Instant createdAt,
            @Nullable Instant nextAt) {
        static SceneView of(Scene scene) {
            var plan = scene.plan();
            return new SceneView(
                    scene.sceneId(),
                    plan.name(),
                    scene.enabled(),
                    plan.trigger(),
                    plan.actions(),
                    scene.createdAt(),
                    scene.nextAt());
        }

        @Override
        public String toString() {
            return "SceneView[" + sceneId + "]";
        }
    }

    record RunView(UUID runId, Instant at, Outcome outcome, List<GivenView> actions) {
        static RunView of(SceneRun run) {
            return new RunView(
                    run.runId(),
                    run.at(),
                    run.outcome(),
                    run.given().stream().map(GivenView::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GivenView(UUID deviceId, @Nullable UUID commandId) {
        static GivenView of(Given given) {
            return new GivenView(given.deviceId(), given.commandId());
        }
    }
}
