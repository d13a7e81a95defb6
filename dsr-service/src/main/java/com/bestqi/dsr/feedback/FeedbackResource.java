package com.bestqi.dsr.feedback;

import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** "FAQ and feedback" in the app (FB-1, FB-2, RI-10). */
@Path("/v1/feedback")
@RolesAllowed("user")
@RunOnVirtualThread
class FeedbackResource {
    private final FeedbackService feedbacks;
    private final Upload upload;
    private final Caller caller;

    FeedbackResource(FeedbackService feedbacks, Upload upload, Caller caller) {
        this.feedbacks = feedbacks;
        this.upload = upload;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "giveFeedback",
            summary = "Asks, suggests, reports a problem, or asks for something about one's data",
            description =
                    "multipart/form-data: a part `feedback` with the JSON, and up to five photos or"
                            + " videos of 10 MiB (JPEG, PNG, WebP, MP4), which need the switch"
                            + " photo-album.")
    @APIResponse(responseCode = "201", description = "It is durable")
    @APIResponse(responseCode = "400", description = "The body is not valid")
    @APIResponse(responseCode = "403", description = "photo-album is off, and photos are attached")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "413", description = "Too large")
    @APIResponse(responseCode = "422", description = "No photo or video that is taken")
    public RestResponse<FeedbackView> give(
            @HeaderParam("Content-Type") @Nullable String contentType, InputStream body) {
        var sender = new FeedbackService.Sender(caller.accountId(), caller.freshLogin());
        return upload.read(
                body,
                contentType,
                read -> feedbacks.take(sender, read.opening(), read.attachments()));
    }

    @GET
    @Operation(operationId = "listFeedback", summary = "The person's feedback with its answers")
    @APIResponse(responseCode = "200", description = "A page, newest first")
    public Page<FeedbackView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        var found = feedbacks.of(caller.accountId(), asked);
        boolean more = found.size() > asked.limit();
        var shown = more ? found.subList(0, asked.limit()) : found;
        var views = feedbacks.views(shown, false);
        return Page.of(
                views,
                more && !views.isEmpty(),
                view -> view,
                view -> view.feedbackId().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getFeedback", summary = "One piece of feedback with its answers")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    public FeedbackView get(@PathParam("id") UUID feedbackId) {
        var own = feedbacks.own(caller.accountId(), feedbackId);
        return feedbacks.views(List.of(own), false).getFirst();
    }

    @GET
    @Path("/{id}/attachments/{attachmentId}")
    @Operation(operationId = "getAttachment", summary = "A photo or video, as it is kept")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    public Response attachment(
            @PathParam("id") UUID feedbackId, @PathParam("attachmentId") UUID attachmentId) {
        var own = feedbacks.own(caller.accountId(), feedbackId);
        return answer(feedbacks.attachment(own, attachmentId));
    }

    static Response answer(Feedbacks.Content content) {
        return Response.ok(content.bytes())
                .type(content.contentType())
                .header("Content-Disposition", "attachment")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @RegisterForReflection
    record Words(@NotNull @Size(min = 1, max = 10_000) String text) {
        @Override
        public String toString() {
            return "Words[hidden]";
        }
    }

    @POST
    @Path("/{id}/messages")
    @Idempotent
    @Operation(operationId = "goOnWithFeedback", summary = "Goes on in the thread")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "It has become a request")
    public FeedbackView goOn(@PathParam("id") UUID feedbackId, @Valid @NotNull Words words) {
        feedbacks.ask(caller.accountId(), feedbackId, words.text());
        return get(feedbackId);
    }
}
