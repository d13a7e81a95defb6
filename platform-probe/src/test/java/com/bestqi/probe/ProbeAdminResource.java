package com.bestqi.probe;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** What staff may do. */
@Path("/v1/admin/requests")
@RolesAllowed("privacy-officer")
@RunOnVirtualThread
public class ProbeAdminResource {
    private final ProbeNotes notes;
    private final AuditedCall audited;

    ProbeAdminResource(ProbeNotes notes, AuditedCall audited) {
        this.notes = notes;
        this.audited = audited;
    }

    record Found(long notes) {}

    @GET
    @Path("/{id}")
    public Found read(@PathParam("id") UUID requestId) {
        audited.about(About.thing("request", requestId));
        return new Found(0);
    }

    @POST
    @Path("/{accountId: [^/]+}/notes")
    @Audited(purpose = "RI-2")
    public Found write(@PathParam("accountId") UUID accountId) {
        notes.write(accountId, "by staff", 1);
        return new Found(notes.count(accountId));
    }
}
