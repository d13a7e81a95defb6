package com.bestqi.notification.message;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Messages that did not go, for staff: which and how they ended, not to whom or what they say. */
@Path("/v1/admin/notification/dead-letters")
@RolesAllowed({"support-agent", "privacy-officer", "policy-editor", "auditor"})
@RunOnVirtualThread
class DeadLetterAdminResource {
    private final DeadLetters letters;
    private final AuditedCall audited;

    DeadLetterAdminResource(DeadLetters letters, AuditedCall audited) {
        this.letters = letters;
        this.audited = audited;
    }

    @GET
    @Permitted(resource = "parked-events", scope = Permitted.VIEW)
    @Audited(purpose = "PU-3")
    @Operation(
            operationId = "listDeadLetters",
            summary = "Mails and pushes that did not go, the last first")
    @APIResponse(responseCode = "200", description = "A page of messages")
    @APIResponse(responseCode = "400", description = "A parameter is not valid")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public Page<DeadLetterView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        return Page.of(
                letters.list(asked),
                asked,
                DeadLetterView::of,
                letter -> letter.messageId().toString());
    }

    @POST
    @Path("/{id}/replay")
    @Permitted(resource = "parked-events", scope = Permitted.EDIT)
    @Audited(purpose = "PU-3")
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Has it tried again",
            description =
                    "One whose end is DOUBTFUL may have come: then it comes twice. What the person"
                            + " has turned off, restricted or had erased since is withheld.")
    @APIResponse(responseCode = "202", description = "It is tried again")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "404", description = "There is no such message")
    @APIResponse(responseCode = "409", description = "It went, or is on its way")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public RestResponse<Void> replay(@PathParam("id") UUID messageId) {
        audited.about(About.thing("message", messageId));
        letters.replay(messageId);
        return RestResponse.accepted();
    }

    record DeadLetterView(
            UUID messageId,
            String channel,
            String template,
            String state,
            int attempts,
            Instant requestedAt,
            Instant settledAt) {
        static DeadLetterView of(DeadLetters.DeadLetter letter) {
            return new DeadLetterView(
                    letter.messageId(),
                    letter.channel(),
                    letter.template(),
                    letter.state(),
                    letter.attempts(),
                    letter.requestedAt(),
                    letter.settledAt());
        }
    }
}
