package com.bestqi.platform.audit;

import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Lets staff check the audit of a service, and record what a restored database lost of it. */
@Path("/v1/admin/{service}/audit")
@RolesAllowed({"privacy-officer", "auditor"})
@Permitted(resource = "audit", scope = Permitted.VIEW)
@RunOnVirtualThread
public class AuditAdminResource {
    private final AuditCheck check;
    private final ChainRestore restores;
    private final KafkaSettings settings;

    /** Everything it needs is injected. */
    public AuditAdminResource(AuditCheck check, ChainRestore restores, KafkaSettings settings) {
        this.check = check;
        this.restores = restores;
        this.settings = settings;
    }

    /**
     * What the check came to.
     *
     * @param firstBroken number of the first entry that does not verify or is missing
     * @param lost what was lost with databases put back to an earlier state; absent for nothing
     */
    @RegisterForReflection
    public record CheckView(
            long entries,
            long verified,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long firstBroken,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LostView> lost) {}

    /**
     * Entries that were announced and are not in the database any more.
     *
     * @param after number of the last announced entry that is still there
     * @param announcedUpTo number of the last one that had been announced
     */
    @RegisterForReflection
    public record LostView(long after, long announcedUpTo, Instant recordedAt) {
        static LostView of(ChainCheck.Lost lost) {
            return new LostView(lost.after(), lost.announcedUpTo(), lost.recordedAt());
        }
    }

    /** Checks the whole chain; 404 for another service's name. */
    @GET
    @Path("/check")
    @Audited(purpose = "SE-3")
    @Operation(summary = "Whether the service's audit is unbroken")
    public CheckView check(@PathParam("service") String service) {
        requireOwn(service);
        var result = check.run();
        return new CheckView(
                result.entries(),
                result.verified(),
                result.firstBroken(),
                result.lost().stream().map(LostView::of).toList());
    }

    /**
     * Records that the database was put back to an earlier state, so that the check is not broken
     * by what is known to be lost. 409 when nothing that was announced is missing, and when the
     * chain is broken in itself, which no restore explains.
     */
    @POST
    @Path("/restores")
    @RolesAllowed("privacy-officer")
    @Permitted(resource = "audit", scope = Permitted.EDIT)
    @Audited(purpose = "SE-3")
    @Operation(summary = "Records that the database was put back to an earlier state")
    public LostView recordRestore(@PathParam("service") String service) {
        requireOwn(service);
        return LostView.of(restores.record());
    }

    private void requireOwn(String service) {
        if (!service.equals(settings.service())) {
            throw ProblemException.notFound();
        }
    }
}
