package com.bestqi.consent.policy;

import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Objection to a version by the person who is logged in. */
@Path("/v1/policies/{version}/objection")
@RolesAllowed("user")
@RunOnVirtualThread
class ObjectionResource {
    private final AcceptanceService acceptances;
    private final Caller caller;

    ObjectionResource(AcceptanceService acceptances, Caller caller) {
        this.acceptances = acceptances;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            operationId = "objectToPolicy",
            summary = "Objects to an announced version, or to the one in force",
            description = "From then on going on using the app is not taken as acceptance.")
    @APIResponse(responseCode = "200", description = "The objection; repeated, the first one")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "409", description = "Another version is in force since")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public ObjectionView object(
            @PathParam("version") String version, @Valid @Nullable Objection body) {
        var objection = acceptances.object(caller.accountId(), version);
        return new ObjectionView(objection.version(), objection.objectedAt());
    }

    /** An objection needs no words. */
    record Objection() {}

    record ObjectionView(String version, Instant objectedAt) {}
}
