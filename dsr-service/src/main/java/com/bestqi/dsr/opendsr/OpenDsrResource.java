package com.bestqi.dsr.opendsr;

import com.bestqi.dsr.bymail.EvenPace;
import com.bestqi.dsr.rights.DueDate;
import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What other controllers call (OpenDSR); every answer is signed. */
@Path("/v1/opendsr")
@RolesAllowed("controller")
@RunOnVirtualThread
class OpenDsrResource {
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String JSON = MediaType.APPLICATION_JSON;

    private final OpenDsrRequests requests;
    private final ProcessorKey key;
    private final SignedAnswer answers;
    private final RawBody body;
    private final Caller caller;
    private final JsonWebToken token;
    private final AuditedCall audited;
    private final OpenDsrLimit limit;

    OpenDsrResource(
            OpenDsrRequests requests,
            ProcessorKey key,
            SignedAnswer answers,
            RawBody body,
            Caller caller,
            JsonWebToken token,
            AuditedCall audited,
            OpenDsrLimit limit) {
        this.requests = requests;
        this.key = key;
        this.answers = answers;
        this.body = body;
        this.caller = caller;
        this.token = token;
        this.audited = audited;
        this.limit = limit;
    }

    @GET
    @Path("/discovery")
    @PermitAll
    @Produces(JSON)
    @Operation(operationId = "openDsrDiscovery", summary = "What other controllers may ask here")
    @APIResponse(
            responseCode = "200",
            description = "What is understood",
            content = @Content(schema = @Schema(implementation = OpenDsrView.Discovery.class)))
    @APIResponse(responseCode = "404", description = "OpenDSR is not set up")
    public Response discovery() {
        key.require();
        return answers.of(
                200,
                new OpenDsrView.Discovery(
                        OpenDsrView.VERSION,
                        List.of(new OpenDsrView.SupportedIdentity("email", "raw")),
                        List.of("access", "portability", "erasure"),
                        requests.publicUrl() + "/v1/opendsr/certificate"));
    }

    @GET
    @Path("/certificate")
    @PermitAll
    @Produces("application/x-pem-file")
    @Operation(operationId = "openDsrCertificate", summary = "The certificate to check answers by")
    @APIResponse(responseCode = "200", description = "X.509 as PEM")
    @APIResponse(responseCode = "404", description = "OpenDSR is not set up")
    public String certificate() {
        key.require();
        return key.certificate();
    }

    @POST
    @Path("/requests")
    @KeepsBody
    @Produces(JSON)
    @Permitted(resource = "opendsr", scope = Permitted.EDIT)
    @Audited(purpose = "RI-10")
    @Operation(
            operationId = "openDsrRequest",
            summary = "Hands in a request of a person",
            description =
                    "If somebody has the address, six digits go there, and nothing is done before"
                            + " that person enters them; the answer is the same for an address that"
                            + " nobody has. The same request again is answered as at first.")
    @APIResponse(
            responseCode = "201",
            description = "It came in",
            content = @Content(schema = @Schema(implementation = OpenDsrView.Received.class)))
    @APIResponse(responseCode = "400", description = "A field is not valid")
    @APIResponse(responseCode = "404", description = "OpenDSR is not set up")
    @APIResponse(responseCode = "409", description = "The number was used for another request")
    @APIResponse(responseCode = "422", description = "It makes no sense")
    @APIResponse(responseCode = "429", description = "Too many, or too many for this address")
    @APIResponse(responseCode = "503", description = "Cannot be taken in now")
    public Response open(@Valid @NotNull OpenDsrOpening opening) {
        key.require();
        var controller = controller();
        limit.take(controller.id());
        var bytes = body.bytes();
        var row = EvenPace.keep(() -> requests.open(controller, opening, bytes));
        audited.about(About.thing("request", row.requestId()));
        return answers.of(
                201,
                new OpenDsrView.Received(
                        controller.client(),
                        DueDate.of(row.receivedAt()),
                        row.receivedAt(),
                        Base64.getEncoder().encodeToString(bytes),
                        row.subjectRequestId()));
    }

    @GET
    @Path("/requests/{id}")
    @Produces(JSON)
    @Permitted(resource = "opendsr", scope = Permitted.VIEW)
    @Audited(purpose = "RI-8")
    @Operation(operationId = "openDsrStatus", summary = "Where a request stands")
    @APIResponse(
            responseCode = "200",
            description = "pending, in_progress, completed or cancelled",
            content = @Content(schema = @Schema(implementation = OpenDsrView.Status.class)))
    @APIResponse(responseCode = "404", description = "Absent, or another controller's")
    public Response status(@PathParam("id") UUID subjectRequestId) {
        key.require();
        var controller = controller();
        var row = requests.status(controller, subjectRequestId);
        audited.about(About.thing("request", row.requestId()));
        return answers.of(
                200,
                new OpenDsrView.Status(
                        controller.client(),
                        DueDate.of(row.receivedAt()),
                        row.subjectRequestId(),
                        row.status().word(),
                        OpenDsrView.VERSION));
    }

    @DELETE
    @Path("/requests/{id}")
    @Produces(JSON)
    @Permitted(resource = "opendsr", scope = Permitted.EDIT)
    @Audited(purpose = "RI-8")
    @Operation(operationId = "openDsrCancel", summary = "Takes a pending request back")
    @APIResponse(
            responseCode = "202",
            description = "It is taken back",
            content = @Content(schema = @Schema(implementation = OpenDsrView.Cancelled.class)))
    @APIResponse(responseCode = "404", description = "Absent, or another controller's")
    @APIResponse(responseCode = "409", description = "It is not pending any more")
    public Response cancel(@PathParam("id") UUID subjectRequestId) {
        key.require();
        var controller = controller();
        var row = EvenPace.keep(() -> requests.cancel(controller, subjectRequestId));
        audited.about(About.thing("request", row.requestId()));
        return answers.of(
                202,
                new OpenDsrView.Cancelled(
                        controller.client(),
                        row.subjectRequestId(),
                        requests.now(),
                        OpenDsrView.VERSION));
    }

    private OpenDsrRequests.Controller controller() {
        var client = token.getClaim("azp");
        boolean named = client instanceof String name && CLIENT.matcher(name).matches();
        var id = caller.subjectId();
        return new OpenDsrRequests.Controller(id, named ? (String) client : id.toString());
    }
}
