package com.bestqi.dsr.transfer;

import com.bestqi.dsr.export.Packages;
import com.bestqi.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where a recipient pulls a copy; no log-in, the token is the key. */
@Path("/v1/transfers")
@RunOnVirtualThread
class TransferResource {
    private final Transfers transfers;
    private final TransferLink links;
    private final Packages packages;

    TransferResource(Transfers transfers, TransferLink links, Packages packages) {
        this.transfers = transfers;
        this.links = links;
        this.packages = packages;
    }

    @GET
    @Path("/{transferId}")
    @PermitAll
    @Produces("application/zip")
    @Operation(
            operationId = "pullTransfer",
            summary = "The copy that a person offers, once",
            description = "Also a pull that breaks off uses the link up.")
    @APIResponse(responseCode = "200", description = "A ZIP")
    @APIResponse(responseCode = "404", description = "No such link")
    @APIResponse(responseCode = "410", description = "Used, taken back, or its time is over")
    public Response pull(
            @PathParam("transferId") UUID transferId, @QueryParam("token") @Nullable String token) {
        if (!links.opens(transferId, token)) {
            throw ProblemException.notFound();
        }
        var ready = transfers.pull(transferId);
        StreamingOutput copy = out -> packages.write(ready, out);
        return Response.ok(copy)
                .header("Content-Length", ready.size())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"data-" + transferId + ".zip\"")
                .build();
    }
}
