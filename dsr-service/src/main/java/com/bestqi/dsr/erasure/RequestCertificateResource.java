package com.bestqi.dsr.erasure;

import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The proof of an erasure, for a person who still has an account (I-5). */
@Path("/v1/requests/{id}/certificate")
@RolesAllowed("user")
@RunOnVirtualThread
class RequestCertificateResource {
    private final PartErasures parts;
    private final Caller caller;

    RequestCertificateResource(PartErasures parts, Caller caller) {
        this.parts = parts;
        this.caller = caller;
    }

    @GET
    @Produces("application/jwt")
    @Operation(operationId = "getCertificate", summary = "The signed proof of an erasure of a part")
    @APIResponse(responseCode = "200", description = "A JWS, to be checked without us")
    @APIResponse(responseCode = "404", description = "Absent, somebody else's, or no erasure")
    @APIResponse(responseCode = "409", description = "Not every service has answered")
    @APIResponse(responseCode = "410", description = "Everything is erased: see the status link")
    public String get(@PathParam("id") UUID requestId) {
        return parts.certificate(caller.accountId(), requestId);
    }
}
