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
    public ObjectionView object(
            @PathParam("version") String version, @Valid @Nullable Objection body) {
        var objection = acceptances.object(caller.accountId(), version);
        return new ObjectionView(objection.version(), objection.objectedAt());
    }

    /** An objection needs no words. */
    record Objection() {}

    record ObjectionView(String version, Instant objectedAt) {}
}
