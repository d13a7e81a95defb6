package com.bestqi.platform.audit;

import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.jspecify.annotations.Nullable;

/** Lets staff check the audit of a service. */
@Path("/v1/admin/{service}/audit/check")
@RolesAllowed({"privacy-officer", "auditor"})
@RunOnVirtualThread
public class AuditAdminResource {
    private final AuditCheck check;
    private final KafkaSettings settings;

    /** Everything it needs is injected. */
    public AuditAdminResource(AuditCheck check, KafkaSettings settings) {
        this.check = check;
        this.settings = settings;
    }

    /**
     * What the check came to.
     *
     * @param firstBroken number of the first entry that does not verify or is missing
     */
    @RegisterForReflection
    public record CheckView(
            long entries,
            long verified,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long firstBroken) {}

    /** Checks the whole chain; 404 for another service's name. */
    @GET
    @Audited(purpose = "SE-3")
    public CheckView check(@PathParam("service") String service) {
        if (!service.equals(settings.service())) {
            throw ProblemException.notFound();
        }
        var result = check.run();
        return new CheckView(result.entries(), result.verified(), result.firstBroken());
    }
}
