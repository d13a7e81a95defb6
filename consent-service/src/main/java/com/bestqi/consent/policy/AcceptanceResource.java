package com.bestqi.consent.policy;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Acceptance of a version by the person who is logged in. */
@Path("/v1/policies/{version}/acceptance")
@RolesAllowed("user")
@RunOnVirtualThread
class AcceptanceResource {
    private final AcceptanceService acceptances;
    private final Caller caller;

    AcceptanceResource(AcceptanceService acceptances, Caller caller) {
        this.acceptances = acceptances;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Accepts a version of the policy")
    public AcceptanceView accept(
            @PathParam("version") String version, @Valid @Nullable Acceptance body) {
        return AcceptanceView.of(acceptances.accept(caller.accountId(), version, shownIn(body)));
    }

    @GET
    @Operation(operationId = "getAcceptance", summary = "How the person accepted a version")
    @APIResponse(
            responseCode = "200",
            description = "The acceptance; an implied one names its notice")
    @APIResponse(responseCode = "404", description = "It is not accepted")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public AcceptanceView mine(@PathParam("version") String version) {
        return AcceptanceView.of(acceptances.find(caller.accountId(), version));
    }

    private static String shownIn(@Nullable Acceptance body) {
        return body == null || body.language() == null
                ? PolicyAcceptance.UNKNOWN_LANGUAGE
                : LanguageTag.parse(body.language()).value();
    }

    /**
     * What the app may add.
     *
     * @param language the one the version was shown in
     */
    record Acceptance(@Nullable String language) {}

    record AcceptanceView(
            String version,
            String language,
            String channel,
            Instant acceptedAt,
            @Nullable UUID notice) {
        static AcceptanceView of(PolicyAcceptance acceptance) {
            return new AcceptanceView(
                    acceptance.version(),
                    acceptance.language(),
                    acceptance.channel(),
                    acceptance.acceptedAt(),
                    acceptance.notice());
        }
    }
}
