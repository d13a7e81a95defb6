package com.bestqi.dsr.feedback;

import com.bestqi.dsr.request.RequestOpening;
import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Feedback, for staff. */
@Path("/v1/admin/feedback")
@RolesAllowed({"support-agent", "privacy-officer"})
@RunOnVirtualThread
class FeedbackAdminResource {
    private final FeedbackService feedbacks;
    private final Diagnosis diagnosis;
    private final AuditedCall audited;

    FeedbackAdminResource(FeedbackService feedbacks, Diagnosis diagnosis, AuditedCall audited) {
        this.feedbacks = feedbacks;
        this.diagnosis = diagnosis;
        this.audited = audited;
    }

    @GET
    @Permitted(resource = "feedback", scope = Permitted.VIEW)
    @Audited(purpose = "FB-1")
    @Operation(operationId = "listAllFeedback", summary = "What waits for an answer, oldest first")
    public Page<FeedbackView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        var found = feedbacks.queue(FeedbackService.state(state), asked);
        boolean more = found.size() > asked.limit();
        var shown = more ? found.subList(0, asked.limit()) : found;
        var views = feedbacks.views(shown, true);
        return Page.of(
                views,
                more && !views.isEmpty(),
                view -> view,
                view -> view.feedbackId().toString());
    }

    @GET
    @Path("/{id}")
    @Permitted(resource = "feedback", scope = Permitted.VIEW)
    @Audited(purpose = "FB-1")
    @Operation(operationId = "getAnyFeedback", summary = "One piece of feedback")
    public FeedbackView get(@PathParam("id") UUID feedbackId) {
        var found = feedbacks.any(feedbackId);
        audited.about(About.person(found.accountId()));
        return feedbacks.views(List.of(found), true).stream()
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    @GET
    @Path("/{id}/attachments/{attachmentId}")
    @Permitted(resource = "feedback", scope = Permitted.VIEW)
    @Audited(purpose = "FB-2")
    @Operation(operationId = "getAnyAttachment", summary = "A photo or video")
    public Response attachment(
            @PathParam("id") UUID feedbackId, @PathParam("attachmentId") UUID attachmentId) {
        var found = feedbacks.any(feedbackId);
        audited.about(About.person(found.accountId()));
        return FeedbackResource.answer(feedbacks.attachment(found, attachmentId));
    }

    @GET
    @Path("/{id}/diagnosis")
    @Permitted(resource = "feedback", scope = Permitted.VIEW)
    @Audited(purpose = "PU-4a")
    @Operation(
            operationId = "diagnoseFeedback",
            summary =
                    "What the device reported lately, while the report of its malfunction is open")
    public Diagnosis.View diagnose(@PathParam("id") UUID feedbackId) {
        var found = feedbacks.any(feedbackId);
        audited.about(About.person(found.accountId()));
        return diagnosis.of(found);
    }

    @POST
    @Path("/{id}/answers")
    @Idempotent
    @Permitted(resource = "feedback", scope = Permitted.EDIT)
    @Audited(purpose = "FB-1")
    @Operation(operationId = "answerFeedback", summary = "Answers; the person is told")
    public FeedbackView answer(
            @PathParam("id") UUID feedbackId, @Valid @NotNull FeedbackResource.Words words) {
        feedbacks.answer(feedbackId, words.text());
        return get(feedbackId);
    }

    @RegisterForReflection
    record TurnedView(UUID requestId) {}

    @POST
    @Path("/{id}/request")
    @Idempotent
    @Permitted(resource = "feedback", scope = Permitted.EDIT)
    @Audited(purpose = "RI-10")
    @Operation(
            operationId = "turnFeedback",
            summary = "Turns it into a request of the person about their rights")
    public TurnedView turn(
            @PathParam("id") UUID feedbackId, @Valid @NotNull RequestOpening opening) {
        return new TurnedView(feedbacks.turn(feedbackId, opening));
    }
}
