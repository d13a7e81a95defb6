package com.bestqi.dsr.export;

import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where the person fetches their copy. */
@Path("/v1/requests/{id}/package")
@RolesAllowed("user")
@RunOnVirtualThread
class PackageResource {
    private final Packages packages;
    private final Caller caller;

    PackageResource(Packages packages, Caller caller) {
        this.packages = packages;
        this.caller = caller;
    }

    @GET
    @Produces("application/zip")
    @Operation(operationId = "getPackage", summary = "The copy, for seven days")
    @APIResponse(responseCode = "200", description = "A ZIP")
    @APIResponse(responseCode = "404", description = "Absent, somebody else's, or no copy")
    @APIResponse(responseCode = "409", description = "Not made yet")
    @APIResponse(responseCode = "410", description = "Expired, or the account is erased")
    public Response fetch(@PathParam("id") UUID requestId) {
        var found = packages.fetch(caller.accountId(), requestId);
        StreamingOutput copy = out -> packages.write(found, out);
        return Response.ok(copy)
                .header("Content-Length", found.size())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"your-data-" + requestId + ".zip\"")
                .build();
    }
}
