package com.bestqi.dsr.request;

import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.verification.Verification;
import com.bestqi.platform.export.SubjectCounts;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The person's requests about their rights (RI-1 to RI-6). */
@Path("/v1/requests")
@RolesAllowed("user")
@RunOnVirtualThread
public class RequestResource {
    private final RequestService requests;
    private final RequestViews views;
    private final Preview preview;
    private final Caller caller;

    RequestResource(RequestService requests, RequestViews views, Preview preview, Caller caller) {
        this.requests = requests;
        this.views = views;
        this.preview = preview;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "openRequest",
            summary =
                    "Asks for access, correction, erasure, restriction, a portable copy, or objects",
            description =
                    "An empty scope is everything. After a fresh log-in it begins at once; else six"
                            + " digits are mailed to the address on file, and it waits for them as"
                            + " VERIFYING.")
    @APIResponse(responseCode = "201", description = "The request")
    @APIResponse(responseCode = "400", description = "A field is not valid or names nothing")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "409", description = "Too many requests are open")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "It makes no sense, as an end in the past")
    public RestResponse<RequestView> open(@Valid @NotNull RequestOpening opening) {
        var accountId = caller.accountId();
        var requestId = requests.open(accountId, opening.checked(), caller.freshLogin());
        return RestResponse.ResponseBuilder.<RequestView>created(
                        URI.create("/v1/requests/" + requestId))
                .entity(views.of(requests.find(accountId, requestId)))
                .build();
    }

    @GET
    @Operation(operationId = "listRequests", summary = "The person's requests, newest first")
    @APIResponse(responseCode = "200", description = "A page of requests")
    @APIResponse(responseCode = "400", description = "A parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<RequestView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        var accountId = caller.accountId();
        var found = requests.list(accountId, asked);
        boolean more = found.size() > asked.limit();
        List<RightsRequest> shown = more ? found.subList(0, asked.limit()) : found;
        var seen = views.of(accountId, shown);
        return Page.of(seen, more, view -> view, view -> view.requestId().toString());
    }

    @RegisterForReflection
    record PreviewView(List<SubjectCounts.View> services) {}

    @GET
    @Path("/preview")
    @Operation(
            operationId = "previewRequest",
            summary = "What an erasure would touch, store by store with its count")
    @APIResponse(responseCode = "200", description = "The counts")
    @APIResponse(responseCode = "400", description = "A parameter is not valid or names nothing")
    @APIResponse(responseCode = "503", description = "Not every service can be asked")
    public PreviewView preview(
            @QueryParam("type") @Nullable String type,
            @QueryParam("categories") @Nullable List<String> categories,
            @QueryParam("services") @Nullable List<String> services) {
        if (!"ERASURE".equals(type)) {
            throw ProblemException.invalid("type", "must be ERASURE");
        }
        var kinds = RequestOpening.names("categories", categories, true);
        var names = RequestOpening.names("services", services, false);
        return new PreviewView(preview.of(caller.accountId(), kinds, names));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getRequest", summary = "One request")
    @APIResponse(responseCode = "200", description = "The request")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public RequestView get(@PathParam("id") UUID requestId) {
        return views.of(requests.find(caller.accountId(), requestId));
    }

    record CodeEntry(@NotNull @Pattern(regexp = "[0-9]{6}") String code) {
        @Override
        public String toString() {
            return "CodeEntry[hidden]";
        }
    }

    @POST
    @Path("/{id}/verification")
    @Idempotent
    @Operation(
            operationId = "verifyRequest",
            summary = "Enters the six digits that were mailed",
            description = "Five tries, ten minutes. A malformed code does not count.")
    @APIResponse(responseCode = "200", description = "The request, which goes on")
    @APIResponse(responseCode = "400", description = "Not six digits")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "The request waits for no code")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "Wrong or expired; the fifth ends the request")
    public RequestView verify(@PathParam("id") UUID requestId, @Valid @NotNull CodeEntry entry) {
        var accountId = caller.accountId();
        requireRight(requests.verify(accountId, requestId, entry.code()));
        return views.of(requests.find(accountId, requestId));
    }

    /** Throws 422 for a code that is wrong or too late. */
    public static void requireRight(Verification.Answer answer) {
        switch (answer) {
            case Verification.Right() -> {}
            case Verification.Wrong(int triesLeft) ->
                    throw new ProblemException(
                                    RequestProblem.WRONG_CODE,
                                    triesLeft > 0
                                            ? "Look into the mail and try again."
                                            : "That was the last try; the request is rejected.")
                            .with("triesLeft", triesLeft);
            case Verification.Expired() ->
                    throw new ProblemException(
                            RequestProblem.CODE_EXPIRED,
                            "Its time is over and the request is rejected; make a new one.");
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "cancelRequest",
            summary = "Takes a request back, or lifts a restriction",
            description =
                    "While nothing was erased or handed out. A restriction that is lifted already"
                            + " stays so.")
    @APIResponse(responseCode = "204", description = "Taken back, or ends in every service")
    @APIResponse(responseCode = "401", description = "No valid token, or the log-in is too old")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "Too late")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void cancel(@PathParam("id") UUID requestId) {
        var accountId = caller.accountId();
        requests.cancel(accountId, requestId);
    }
}
