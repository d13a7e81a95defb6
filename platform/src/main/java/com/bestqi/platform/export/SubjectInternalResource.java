package com.bestqi.platform.export;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.StoreDeclaration;
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
import java.util.List;
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

    /** Everything it needs is injected. */
    public SubjectInternalResource(
            SubjectExport export, Subjects subjects, Inventory inventory, KafkaSettings settings) {
        this.export = export;
        this.subjects = subjects;
        this.inventory = inventory;
        this.settings = settings;
    }

    /** What this service declares to hold. */
    public record InventoryView(String service, List<StoreDeclaration> stores) {}

    /** Everything held about a person, one JSON object a line; 404 for one unknown here. */
    @GET
    @Path("/subjects/{id}/export")
    @Produces("application/x-ndjson")
    @Audited(purpose = "RI-1")
    public StreamingOutput export(@PathParam("id") UUID accountId) {
        switch (subjects.state(accountId)) {
            case UNKNOWN -> throw ProblemException.notFound();
            case ERASED ->
                    throw new ProblemException(
                            CommonProblem.ACCOUNT_ERASED, "The account and its data are erased.");
            case LIVE, CLOSING -> {}
        }
        return out -> export.write(accountId, out);
    }

    /** The inventory of this service. */
    @GET
    @Path("/inventory")
    @Audited(purpose = "RI-3")
    public InventoryView inventory() {
        return new InventoryView(settings.service(), inventory.stores());
    }
}
