package com.bestqi.consent.receipt;

import com.bestqi.consent.publication.Publication;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The public keys of the receipts, for anybody who wants to check one. */
@Path("/v1/receipts/keys")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ReceiptKeyResource {
    private final Signer signer;
    private final Publication publication;

    ReceiptKeyResource(Signer signer, Publication publication) {
        this.signer = signer;
        this.publication = publication;
    }

    @GET
    @Operation(summary = "The keys that receipts are checked with")
    public Response keys(@Context Request request) {
        return publication.answer(new KeysView("[" + signer.publicJwk() + "]"), request);
    }

    @RegisterForReflection
    record KeysView(@JsonRawValue String keys) {}
}
