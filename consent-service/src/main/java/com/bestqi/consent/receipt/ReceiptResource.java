package com.bestqi.consent.receipt;

import com.bestqi.consent.permission.ConsentLedger;
import com.bestqi.consent.permission.HeedsPrivacySignal;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.bestqi.platform.web.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** The receipt of the newest change of a switch. */
@Path("/v1/consents/{key}/receipt")
@RolesAllowed("user")
@RunOnVirtualThread
@HeedsPrivacySignal
class ReceiptResource {
    private final ConsentLedger ledger;
    private final Signer signer;
    private final ReceiptConfig config;
    private final Caller caller;

    ReceiptResource(ConsentLedger ledger, Signer signer, ReceiptConfig config, Caller caller) {
        this.ledger = ledger;
        this.signer = signer;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Produces("application/jwt")
    public String receipt(@PathParam("key") String key) {
        var entry = ledger.latest(caller.accountId(), key).orElseThrow(ProblemException::notFound);
        try {
            var claims = ProofJson.MAPPER.writeValueAsString(Receipt.of(config.issuer(), entry));
            return signer.sign(Receipt.TYPE, claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is always JSON", e);
        }
    }
}
