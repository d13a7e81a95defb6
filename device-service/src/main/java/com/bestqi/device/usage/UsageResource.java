package com.bestqi.device.usage;

import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
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
import org.jspecify.annotations.Nullable;

@Path("/v1/usage-events")
@RolesAllowed("user")
@RunOnVirtualThread
@HeedsPrivacySignal
class UsageResource {
    private static final int MOST_EVENTS = 1_000;

    private final UsageService usage;
    private final Caller caller;

    UsageResource(UsageService usage, Caller caller) {
        this.usage = usage;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "postUsageEvents",
            summary = "How the app was used",
            description =
                    "Kept with the person where the switch `analytics` was on when it happened and"
                            + " is on now. Everything else is counted by day, kind and part of the"
                            + " app (the first word of `target`, if it names one), without saying"
                            + " whose it was, and told in `aggregated`; `accepted` counts both. An"
                            + " event that is kept already is counted in `duplicates`; counts know"
                            + " no duplicates, so repeat a call with its `Idempotency-Key`."
                            + " `kind` is VISIT, CLICK, DOWNLOAD, MESSAGE_SENT or MESSAGE_RECEIVED,"
                            + " `target` at most 200 characters; what is not is refused one by one."
                            + " `Sec-GPC: 1` makes the call count only and turns `analytics` off."
                            + " At most 1,000 events.")
    @APIResponse(
            responseCode = "202",
            description = "What was taken in, in which form, and what was not and why",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TakenView.class)))
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "The installation belongs to another account")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "413", description = "More than 1,000 events")
    public RestResponse<TakenView> post(
            @HeaderParam(PrivacySignal.HEADER) @Nullable String signal,
            @Valid @NotNull Events events) {
        if (events.events().size() > MOST_EVENTS) {
            throw new ProblemException(
                    CommonProblem.PAYLOAD_TOO_LARGE, "At most 1000 events at once.");
        }
        var outcome =
                usage.store(
                        caller.accountId(),
                        events.installationId(),
                        events.events(),
                        PrivacySignal.given(signal));
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                new TakenView(
                        outcome.accepted(),
                        outcome.aggregated(),
                        outcome.refused(),
                        outcome.duplicates()));
    }

    record Events(@NotNull UUID installationId, @NotNull List<@NotNull UsageItem> events) {
        @Override
        public String toString() {
            return "Events";
        }
    }

    record TakenView(int accepted, int aggregated, List<Refusal> refused, int duplicates) {}
}
