package com.bestqi.dsr.bymail;

import com.bestqi.dsr.request.RequestOpening;
import com.bestqi.dsr.request.RequestResource;
import com.bestqi.dsr.rights.DueDate;
import com.bestqi.platform.web.Idempotent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Requests without a log-in; no answer says whether anybody has the address. */
@Path("/v1/requests/by-mail")
@RunOnVirtualThread
class MailRequestResource {
    private final MailRequests requests;
    private final MailLimits limits;
    private final HttpServerRequest call;

    MailRequestResource(MailRequests requests, MailLimits limits, HttpServerRequest call) {
        this.requests = requests;
        this.limits = limits;
        this.call = call;
    }

    @RegisterForReflection
    record MailRequestOpening(
            @NotNull @Size(min = 3, max = 254) @Pattern(regexp = "[^@\\s]+@[^@\\s]+") String email,
            @NotNull @Valid RequestOpening request) {
        @Override
        public String toString() {
            return "MailRequestOpening[hidden]";
        }
    }

    @RegisterForReflection
    record ReceivedView(UUID requestId, Instant receivedAt, Instant dueAt) {}

    @POST
    @PermitAll
    @Idempotent
    @Operation(
            operationId = "openRequestByMail",
            summary = "Asks for something about one's data with a mail address alone",
            description =
                    "If there is an account with this address, six digits go there and the request"
                            + " waits for them; otherwise nothing happens. The answer is the same.")
    @APIResponse(responseCode = "202", description = "It came in")
    @APIResponse(responseCode = "400", description = "A field is not valid or names nothing")
    @APIResponse(responseCode = "422", description = "It makes no sense")
    @APIResponse(responseCode = "429", description = "Too many from here, or for this address")
    @APIResponse(responseCode = "503", description = "Cannot be taken in now")
    public RestResponse<ReceivedView> open(@Valid @NotNull MailRequestOpening opening) {
        opening.request().checked();
        limits.source(call.remoteAddress().hostAddress());
        requests.countAddress(opening.email());
        var requestId = UUID.randomUUID();
        var receivedAt =
                EvenPace.keep(() -> requests.take(requestId, opening.email(), opening.request()));
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                new ReceivedView(requestId, receivedAt, DueDate.of(receivedAt)));
    }

    @RegisterForReflection
    record CodeEntry(@NotNull @Pattern(regexp = "[0-9]{6}") String code) {
        @Override
        public String toString() {
            return "CodeEntry[hidden]";
        }
    }

    @RegisterForReflection
    record VerifiedView(UUID requestId) {}

    @POST
    @Path("/{id}/verification")
    @PermitAll
    @Idempotent
    @Operation(
            operationId = "verifyRequestByMail",
            summary = "Enters the six digits that were mailed",
            description = "From then on the request is one like all others in the account.")
    @APIResponse(responseCode = "200", description = "The request goes on")
    @APIResponse(responseCode = "400", description = "Not six digits")
    @APIResponse(responseCode = "404", description = "No such request")
    @APIResponse(responseCode = "409", description = "No code is waited for")
    @APIResponse(responseCode = "422", description = "Wrong or expired; the fifth ends the request")
    public VerifiedView verify(@PathParam("id") UUID requestId, @Valid @NotNull CodeEntry entry) {
        RequestResource.requireRight(EvenPace.keep(() -> requests.verify(requestId, entry.code())));
        return new VerifiedView(requestId);
    }
}
