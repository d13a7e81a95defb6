package com.bestqi.device.command;

import com.bestqi.device.command.Command.Order;
import com.bestqi.device.command.Command.Status;
import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.DeviceCaller;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{id}/commands")
@RunOnVirtualThread
class CommandResource {
    private final CommandService commands;
    private final CommandHistory history;
    private final CommandResults results;
    private final DeviceCaller device;
    private final Caller caller;
    private final Clock clock;

    CommandResource(
            CommandService commands,
            CommandHistory history,
            CommandResults results,
            DeviceCaller device,
            Caller caller,
            Clock clock) {
        this.commands = commands;
        this.history = history;
        this.results = results;
        this.device = device;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed("user")
    @Idempotent
    @Operation(
            operationId = "commandDevice",
            summary = "Has a device do something",
            description =
                    "`GET /v1/device-types` says which commands a type of device knows and what"
                            + " their arguments are. The device gets the command when it asks the"
                            + " next time, and again until it answers, or at once while it is"
                            + " connected by MQTT; after `expiresAt` it does"
                            + " not get it any more.")
    @APIResponse(
            responseCode = "202",
            description = "The command waits for the device",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CommandView.class)))
    @APIResponse(responseCode = "400", description = "A field or an argument is not valid")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "The device does not know this command")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    @APIResponse(responseCode = "429", description = "Too many commands wait for the device")
    public RestResponse<CommandView> give(UUID id, @Valid @NotNull NewCommand command) {
        var given =
                commands.give(
                        caller.accountId(), id, new Order(command.name(), command.arguments()));
        return RestResponse.status(RestResponse.Status.ACCEPTED, view(given));
    }

    @GET
    @PermitAll
    @SecurityRequirement(name = "SecurityScheme")
    @Operation(
            operationId = "listCommands",
            summary = "What the device is to do; for the person, what it was told",
            description =
                    "With the device's token: the commands it has not answered yet and whose time"
                            + " is not over, oldest first. A device may get a command several"
                            + " times and carries it out once, by its `commandId`. With the"
                            + " token of its owner or of somebody who lives with it: all commands"
                            + " of 30 days, newest first.")
    @APIResponse(responseCode = "200", description = "A page of commands")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "401", description = "No good token of a device or a person")
    @APIResponse(responseCode = "403", description = "A guest of the device's home")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The device or its owner is erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public Page<CommandView> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var found =
                device.present() ? commands.hand(device.require(id), page) : history.list(id, page);
        return Page.of(
                found,
                page,
                this::view,
                command ->
                        new TimeCursor(command.createdAt(), command.commandId().toString()).text());
    }

    @GET
    @Path("/{commandId}")
    @RolesAllowed("user")
    @Operation(operationId = "getCommand", summary = "How things stand with a command")
    @APIResponse(responseCode = "200", description = "The command")
    @APIResponse(responseCode = "403", description = "A guest of the device's home")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public CommandView get(UUID id, UUID commandId) {
        return view(commands.get(caller.accountId(), id, commandId));
    }

    @POST
    @Path("/{commandId}/result")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @SecurityRequirement(name = "SecurityScheme")
    @Operation(
            operationId = "answerCommand",
            summary = "A device says what came of a command, with its own token",
            description =
                    "The same result again changes nothing and is answered alike, so it may be"
                            + " repeated safely; another one is 409. A result that comes after the"
                            + " command's time is taken: it says what is so.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CommandResult.class)))
    @APIResponse(
            responseCode = "200",
            description = "The command with its result",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CommandView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "401", description = "No good token of a device")
    @APIResponse(responseCode = "404", description = "No such command of this device")
    @APIResponse(responseCode = "409", description = "It was answered otherwise before")
    @APIResponse(responseCode = "410", description = "The device or its owner is erased")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public CommandView answer(UUID id, UUID commandId, InputStream body) {
        // Who calls is asked first: a stranger does not learn what a result looks like.
        var token = device.require(id);
        var result = results.read(body);
        return view(commands.answer(token, commandId, result.status(), result.detail()));
    }

    private CommandView view(Command command) {
        return CommandView.of(command, command.status(clock.instant()));
    }

    record NewCommand(
            @NotBlank @Size(max = 50) String name,
            @NotNull @Size(max = 20) Map<String, @Nullable Object> arguments) {
        @Override
        public String toString() {
            return "NewCommand";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record CommandView(
            UUID commandId,
            String name,
            Map<String, @Nullable Object> arguments,
            Status status,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant answeredAt,
            @Nullable String detail) {
        static CommandView of(Command command, Status status) {
            var answer = command.answer();
            return new CommandView(
                    command.commandId(),
                    command.order().name(),
                    command.order().arguments(),
                    status,
                    command.createdAt(),
                    command.expiresAt(),
                    command.deliveredAt(),
                    answer == null ? null : answer.at(),
                    answer == null ? null : answer.detail());
        }

        @Override
        public String toString() {
            return "CommandView[" + commandId + "]";
        }
    }
}
