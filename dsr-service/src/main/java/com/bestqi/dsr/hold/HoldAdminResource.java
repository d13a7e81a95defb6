package com.bestqi.dsr.hold;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Holds on persons, with or without a request of theirs (PU-5). */
@Path("/v1/admin/holds")
@RolesAllowed("privacy-officer")
@RunOnVirtualThread
class HoldAdminResource {
    private final Holds holds;
    private final Caller caller;
    private final AuditedCall audited;

    HoldAdminResource(Holds holds, Caller caller, AuditedCall audited) {
        this.holds = holds;
        this.caller = caller;
        this.audited = audited;
    }

    @RegisterForReflection
    record Placement(@NotNull UUID accountId, @Valid @NotNull HoldOpening hold) {}

    @POST
    @Idempotent
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "PU-5")
    @Operation(
            operationId = "placeHold",
            summary = "Keeps data of a person from erasure and expiry, on a legal ground")
    public RestResponse<HoldView> place(@Valid @NotNull Placement placement) {
        audited.about(About.person(placement.accountId()));
        return HoldView.placed(
                holds.get(
                        holds.place(caller.subjectId(), placement.accountId(), placement.hold())));
    }

    @RegisterForReflection
    record HoldsView(List<HoldView> items) {}

    @GET
    @Permitted(resource = "requests", scope = Permitted.VIEW)
    @Audited(purpose = "PU-5")
    @Operation(operationId = "listHolds", summary = "The holds on a person, newest first")
    public HoldsView list(@QueryParam("accountId") @Nullable String accountId) {
        var person = uuid(accountId);
        audited.about(About.person(person));
        return new HoldsView(holds.list(person));
    }

    private static UUID uuid(@Nullable String text) {
        if (text == null || !text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw ProblemException.invalid("accountId", "is needed, and must be an account id");
        }
        return UUID.fromString(text);
    }

    @GET
    @Path("/{holdId}")
    @Permitted(resource = "requests", scope = Permitted.VIEW)
    @Audited(purpose = "PU-5")
    @Operation(operationId = "getHold", summary = "One hold")
    public HoldView get(@PathParam("holdId") UUID holdId) {
        audited.about(About.thing("hold", holdId));
        return holds.get(holdId);
    }

    @POST
    @Path("/{holdId}/release")
    @Idempotent
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "PU-5")
    @Operation(
            operationId = "releaseHold",
            summary = "Ends a hold; an erasure that it kept from being complete goes on by itself")
    public HoldView release(@PathParam("holdId") UUID holdId) {
        audited.about(About.thing("hold", holdId));
        holds.release(caller.subjectId(), holdId);
        return holds.get(holdId);
    }
}
