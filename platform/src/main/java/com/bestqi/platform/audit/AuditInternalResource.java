package com.bestqi.platform.audit;

import com.bestqi.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands this service's audit to dsr-service, which shows it to those who may see it. */
@Path("/internal/audit")
@RolesAllowed("service")
@RunOnVirtualThread
public class AuditInternalResource {
    private static final int MOST = 201;

    private final AuditListing listing;

    /** Everything it needs is injected. */
    public AuditInternalResource(AuditListing listing) {
        this.listing = listing;
    }

    /** A page, newest first. */
    @GET
    @Audited(purpose = "SE-3")
    public AuditListing.View list(
            @QueryParam("accountId") @Nullable UUID accountId,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @Nullable Integer limit) {
        int most = limit == null ? MOST : limit;
        if (most < 1 || most > MOST) {
            throw ProblemException.invalid("limit", "must be a whole number from 1 to " + MOST);
        }
        return listing.list(accountId, before, most);
    }
}
