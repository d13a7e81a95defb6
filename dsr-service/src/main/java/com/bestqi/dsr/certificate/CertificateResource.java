package com.bestqi.dsr.certificate;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What everybody needs to check a certificate without asking us. */
@Path("/v1/certificates")
@RunOnVirtualThread
class CertificateResource {
    private final ParticipantKeys keys;

    CertificateResource(ParticipantKeys keys) {
        this.keys = keys;
    }

    @GET
    @Path("/keys")
    @PermitAll
    @Operation(summary = "The keys that certificates are checked with")
    public KeySetView keys() {
        return new KeySetView(keys.publicKeys());
    }

    record KeySetView(List<Map<String, Object>> keys) {}
}
