package com.bestqi.dsr.transfer;

import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** The person's consent to hand their copy to the recipient they named (RI-5, SH-3). */
@Path("/v1/requests/{id}/transfer")
@RolesAllowed("user")
@RunOnVirtualThread
class OfferResource {
    private final Transfers transfers;
    private final TransferLink links;
    private final Caller caller;

    OfferResource(Transfers transfers, TransferLink links, Caller caller) {
        this.transfers = transfers;
        this.links = links;
        this.caller = caller;
    }

    @RegisterForReflection
    record Consent(@NotNull Boolean consent) {}

    /**
     * A link for the recipient.
     *
     * @param url to be handed to nobody else; works once
     */
    @RegisterForReflection
    record OfferView(UUID transferId, String recipient, String url, Instant until) {
        @Override
        public String toString() {
            return "OfferView[" + transferId + "]";
        }
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "offerTransfer",
            summary = "Consents to the transfer and gets the recipient's link",
            description = "Takes the place of an earlier link. Needs a fresh log-in.")
    @APIResponse(responseCode = "201", description = "The link")
    @APIResponse(responseCode = "401", description = "No valid token, or the log-in is too old")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "No recipient, or the copy is not made")
    @APIResponse(responseCode = "410", description = "The copy is not kept any more")
    @APIResponse(responseCode = "422", description = "Without consent")
    public RestResponse<OfferView> offer(
            @PathParam("id") UUID requestId, @Valid @NotNull Consent consent) {
        var accountId = caller.accountId();
        caller.requireFreshLogin();
        if (!consent.consent()) {
            throw new ProblemException(
                    TransferProblem.TRANSFER_CONSENT_REQUIRED,
                    "Nobody gets your data unless you say so.");
        }
        var offer = transfers.offer(accountId, requestId);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new OfferView(
                        offer.transferId(),
                        offer.recipient(),
                        links.url(offer.transferId()),
                        offer.until()));
    }

    @DELETE
    @Operation(operationId = "takeBackTransfer", summary = "Makes the link useless")
    @APIResponse(responseCode = "204", description = "It works no more")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "No link is open")
    public void takeBack(@PathParam("id") UUID requestId) {
        transfers.takeBack(caller.accountId(), requestId);
    }
}
