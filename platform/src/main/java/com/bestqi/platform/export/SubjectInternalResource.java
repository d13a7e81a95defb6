package com.bestqi.platform.export;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;

/** What other services of the suite may ask of any service; never reachable through the gateway. */
@Path("/internal")
@RolesAllowed("service")
@RunOnVirtualThread
public class SubjectInternalResource {
    private final SubjectExport export;
    private final Subjects subjects;
    private final Inventory inventory;
    private final KafkaSettings settings;
    private final SubjectCounts counts;

    /** Everything it needs is injected. */
    public SubjectInternalResource(
            SubjectExport export,
            Subjects subjects,
            Inventory inventory,
            KafkaSettings settings,
            SubjectCounts counts) {
        this.export = export;
        this.subjects = subjects;
        this.inventory = inventory;
        this.settings = settings;
        this.counts = counts;
    }

    /** Everything held about a person, one JSON object a line; 404 for one unknown here. */
    @GET
    @Path("/subjects/{id}/export")
    @Produces("application/x-ndjson")
    @Audited(purpose = "RI-1")
    public StreamingOutput export(@PathParam("id") UUID accountId) {
        requireHeld(accountId);
        return out -> export.write(accountId, out);
    }

    private void requireHeld(UUID accountId) {
        switch (subjects.state(accountId)) {
            case UNKNOWN -> throw ProblemException.notFound();
            case ERASED ->
                    throw new ProblemException(
                            CommonProblem.ACCOUNT_ERASED, "The account and its data are erased.");
            case LIVE, CLOSING -> {}
        }
    }

    /** How much is held about a person, store by store; 404 for one unknown here. */
    @GET
    @Path("/subjects/{id}/counts")
    @Audited(purpose = "RI-3")
    public SubjectCounts.View counts(@PathParam("id") UUID accountId) {
        requireHeld(accountId);
        return counts.of(accountId);
    }

    /** The inventory of this service. */
    @GET
    @Path("/inventory")
    @Audited(purpose = "RI-3")
    public InventoryView inventory() {
        return InventoryView.of(settings.service(), inventory);
    }
}
