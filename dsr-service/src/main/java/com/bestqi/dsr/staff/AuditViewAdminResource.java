package com.bestqi.dsr.staff;

import com.bestqi.dsr.peer.PeerAwayException;
import com.bestqi.dsr.peer.Services;
import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.AuditListing;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who did what with whose data (SE-3); to look is an entry too. */
@Path("/v1/admin/audit")
@RolesAllowed({"privacy-officer", "auditor"})
@Permitted(resource = "audit", scope = Permitted.VIEW)
@RunOnVirtualThread
class AuditViewAdminResource {
    private final Services services;
    private final AuditedCall audited;

    AuditViewAdminResource(Services services, AuditedCall audited) {
        this.services = services;
        this.audited = audited;
    }

    @GET
    @Audited(purpose = "SE-3")
    @Operation(
            operationId = "listAudit",
            summary = "The audit of a service, newest first",
            description =
                    "`service` is dsr unless it is given; `accountId` finds what was done with one"
                            + " person's data while their key lives.")
    public Page<AuditListing.Entry> list(
            @QueryParam("service") @Nullable String service,
            @QueryParam("accountId") @Nullable String accountId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        var name = service == null ? "dsr" : service;
        if (!services.names().contains(name)) {
            throw ProblemException.invalid("service", "is none");
        }
        var person = accountId == null ? null : uuid(accountId);
        if (person != null) {
            audited.about(About.person(person));
        }
        try {
            return Page.of(
                    services.audit(
                            name,
                            person,
                            asked.from().map(AuditViewAdminResource::number).orElse(null),
                            asked.limit() + 1),
                    asked,
                    entry -> entry,
                    entry -> Long.toString(entry.sequence()));
        } catch (PeerAwayException e) {
            throw ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "That service cannot be asked now; try again.");
        }
    }

    private static UUID uuid(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw ProblemException.invalid("accountId", "is no account id");
        }
        return UUID.fromString(text);
    }

    private static Long number(String last) {
        if (!last.matches("[0-9]{1,18}")) {
            throw PageRequest.badCursor();
        }
        return Long.valueOf(last);
    }
}
