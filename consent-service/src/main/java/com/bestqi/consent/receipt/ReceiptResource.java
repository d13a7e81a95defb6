package com.bestqi.consent.receipt;

import com.bestqi.consent.permission.ConsentLedger;
import com.bestqi.consent.permission.HeedsPrivacySignal;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The receipt of the newest change of a switch. */
@Path("/v1/consents/{key}/receipt")
@RolesAllowed("user")
@RunOnVirtualThread
@HeedsPrivacySignal
class ReceiptResource {
    private final ConsentLedger ledger;
    private final Receipts receipts;
    private final Caller caller;

    ReceiptResource(ConsentLedger ledger, Receipts receipts, Caller caller) {
        this.ledger = ledger;
        this.receipts = receipts;
        this.caller = caller;
    }

    @GET
    @Produces("application/jwt")
    @Operation(
            summary = "The receipt of the newest change of a switch",
            description =
                    "A JWT (ES256, typ consent-receipt+jwt) whose claims follow the schema at"
                            + " /v1/receipts/schema; the keys are at /v1/receipts/keys.")
    public String receipt(@PathParam("key") String key) {
        return receipts.of(
                ledger.latest(caller.accountId(), key).orElseThrow(ProblemException::notFound));
    }
}
