package com.bestqi.device.log;

import com.bestqi.device.log.LogRepository.Sender;
import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/logs")
@RolesAllowed("user")
@RunOnVirtualThread
class LogResource {
    private static final int MOST_ENTRIES = 1_000;

    private final LogService logs;
    private final Caller caller;
    private final HttpServerRequest request;

    LogResource(LogService logs, Caller caller, HttpServerRequest request) {
        this.logs = logs;
        this.caller = caller;
        this.request = request;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "postLogs",
            summary = "What the app and the phone's system wrote",
            description =
                    "Kept with the person, with the IP address the call comes from, where the"
                            + " switch `diagnostics` was on when it was written and is on now."
                            + " Everything else is kept without anybody and told in `desensitised`:"
                            + " the hour, level, kind, the numbers of `osVersion`, the language"
                            + " without country, the address cut to /24 or /48, and the places in"
                            + " `stackTrace` without any value; `message` is dropped. `accepted`"
                            + " counts both. CRASH needs `storage` besides. `level` is TRACE, DEBUG,"
                            + " INFO, WARN, ERROR or FATAL, `kind` SYSTEM, EXCEPTION or CRASH;"
                            + " `message` at most 4,000 characters, `stackTrace` 64,000. An entry"
                            + " that is kept already is counted in `duplicates`; desensitised ones"
                            + " know no duplicates, so repeat a call with its `Idempotency-Key`."
                            + " At most 1,000 entries.")
    @APIResponse(
            responseCode = "202",
            description = "What was taken in, in which form, and what was not and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LoggedView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "The installation belongs to another account")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "413", description = "More than 1,000 entries")
    public RestResponse<LoggedView> post(@Valid @NotNull Entries entries) {
        if (entries.entries().size() > MOST_ENTRIES) {
            throw new ProblemException(
                    CommonProblem.PAYLOAD_TOO_LARGE, "At most 1000 entries at once.");
        }
        var sender = new Sender(entries.installationId(), request.remoteAddress().hostAddress());
        var outcome = logs.store(caller.accountId(), sender, entries.entries());
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                new LoggedView(
                        outcome.accepted(),
                        outcome.desensitised(),
                        outcome.refused(),
                        outcome.duplicates()));
    }

    record Entries(@NotNull UUID installationId, @NotNull List<@NotNull LogItem> entries) {
        @Override
        public String toString() {
            return "Entries";
        }
    }

    record LoggedView(int accepted, int desensitised, List<Refusal> refused, int duplicates) {}
}
