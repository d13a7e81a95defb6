package com.bestqi.dsr.staff;

import com.bestqi.dsr.calendar.WorkCalendar;
import com.bestqi.dsr.hold.HoldOpening;
import com.bestqi.dsr.hold.HoldView;
import com.bestqi.dsr.hold.Holds;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The cases, for staff (RI-8). */
@Path("/v1/admin/requests")
@RolesAllowed({"privacy-officer", "support-agent"})
@RunOnVirtualThread
class CaseAdminResource {
    private final CaseQueue queue;
    private final CaseDecisions decisions;
    private final Holds holds;
    private final WorkCalendar calendar;
    private final Caller caller;
    private final AuditedCall audited;

    CaseAdminResource(
            CaseQueue queue,
            CaseDecisions decisions,
            Holds holds,
            WorkCalendar calendar,
            Caller caller,
            AuditedCall audited) {
        this.queue = queue;
        this.decisions = decisions;
        this.holds = holds;
        this.calendar = calendar;
        this.caller = caller;
        this.audited = audited;
    }

    /**
     * A case in the queue.
     *
     * @param answerBy the last moment on a working day up to the due date
     * @param daysLeft whole days until it is due; negative when it is overdue
     * @param waitsFor {@code STAFF}, {@code PERSON} or {@code SERVICES}; absent when it is over
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CaseView(
            UUID requestId,
            UUID accountId,
            RequestType type,
            RequestState state,
            Instant receivedAt,
            Instant dueAt,
            Instant answerBy,
            @Nullable Instant extendedAt,
            long daysLeft,
            boolean overdue,
            @Nullable String waitsFor,
            boolean rejectionProposed) {
        static CaseView of(CaseQueue.Case found, Instant now, WorkCalendar calendar) {
            return new CaseView(
                    found.requestId(),
                    found.accountId(),
                    found.type(),
                    found.state(),
                    found.receivedAt(),
                    found.dueAt(),
                    calendar.lastMoment(found.dueAt()),
                    found.extendedAt(),
                    Math.floorDiv(Duration.between(now, found.dueAt()).toSeconds(), 86_400L),
                    found.state().open() && found.dueAt().isBefore(now),
                    waitsFor(found),
                    found.proposedBy() != null);
        }

        private static @Nullable String waitsFor(CaseQueue.Case found) {
            return switch (found.state()) {
                case VERIFYING, COOLING_OFF -> "PERSON";
                case RECEIVED, RUNNING -> found.forStaff() ? "STAFF" : "SERVICES";
                default -> null;
            };
        }
    }

    /** A case with all that was written about it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileView(
            UUID requestId,
            UUID accountId,
            RequestType type,
            RequestState state,
            Instant receivedAt,
            Instant dueAt,
            List<String> categories,
            List<String> services,
            @Nullable String details,
            @Nullable String field,
            @Nullable String value,
            @Nullable String before,
            @Nullable String recipient,
            boolean rejectionProposed,
            List<EntryView> timeline) {
        static FileView of(CaseDecisions.File file) {
            var request = file.request();
            return new FileView(
                    request.requestId(),
                    request.accountId(),
                    request.type(),
                    request.state(),
                    request.receivedAt(),
                    request.dueAt(),
                    request.categories(),
                    request.services(),
                    file.wish().details(),
                    file.wish().field(),
                    file.wish().value(),
                    file.wish().before(),
                    file.wish().recipient(),
                    request.proposedBy() != null,
                    file.steps().stream()
                            .map(step -> new EntryView(step.kind(), step.at(), step.note()))
                            .toList());
        }

        @Override
        public String toString() {
            return "FileView[" + requestId + "]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryView(String state, Instant at, @Nullable String note) {
        @Override
        public String toString() {
            return "EntryView[" + state + "]";
        }
    }

    @GET
    @Permitted(resource = "requests", scope = Permitted.VIEW)
    @Audited(purpose = "RI-8")
    @Operation(operationId = "listCases", summary = "Open cases, those due first first")
    public Page<CaseView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("overdue") @Nullable String overdue,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        var now = queue.now();
        return Page.of(
                queue.page(state(state), flag(overdue), asked),
                asked,
                found -> CaseView.of(found, now, calendar),
                CaseQueue.Case::position);
    }

    private static @Nullable RequestState state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (var state : RequestState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw ProblemException.invalid("state", "is none");
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid("overdue", "must be true or false");
        };
    }

    @GET
    @Path("/{id}")
    @Permitted(resource = "requests", scope = Permitted.VIEW)
    @Audited(purpose = "RI-8")
    @Operation(operationId = "getCase", summary = "One case with all that was written about it")
    public FileView get(@PathParam("id") UUID requestId) {
        return file(requestId);
    }

    private FileView file(UUID requestId) {
        audited.about(About.thing("request", requestId));
        return FileView.of(decisions.file(requestId));
    }

    @RegisterForReflection
    record Extension(@NotNull @Size(min = 1, max = 2_000) String reason, @Nullable Instant dueAt) {
        @Override
        public String toString() {
            return "Extension[hidden]";
        }
    }

    @POST
    @Path("/{id}/extension")
    @Idempotent
    @RolesAllowed("privacy-officer")
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "RI-8")
    @Operation(operationId = "extendCase", summary = "Puts the answer off, once, with a notice")
    public FileView extend(@PathParam("id") UUID requestId, @Valid @NotNull Extension extension) {
        audited.about(About.thing("request", requestId));
        decisions.extend(requestId, extension.reason(), extension.dueAt());
        return file(requestId);
    }

    @RegisterForReflection
    record Rejection(@NotNull @Size(min = 1, max = 2_000) String ground) {
        @Override
        public String toString() {
            return "Rejection[hidden]";
        }
    }

    @POST
    @Path("/{id}/rejection")
    @Idempotent
    @RolesAllowed("privacy-officer")
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "RI-8")
    @Operation(
            operationId = "rejectCase",
            summary = "Rejects a case with the ground, in two steps by two people",
            description = "202 after the first; the person hears the ground given with it.")
    public RestResponse<FileView> reject(
            @PathParam("id") UUID requestId, @Valid @NotNull Rejection rejection) {
        audited.about(About.thing("request", requestId));
        boolean done = decisions.reject(requestId, caller.subjectId(), rejection.ground());
        return RestResponse.status(
                done ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, file(requestId));
    }

    @POST
    @Path("/{id}/hold")
    @Idempotent
    @RolesAllowed("privacy-officer")
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "PU-5")
    @Operation(
            operationId = "holdCase",
            summary = "Keeps data of the person from erasure and expiry, on a legal ground",
            description =
                    "An erasure of everything then ends as partial, naming what is kept and why, and"
                            + " goes on by itself when the hold is released or its time is over.")
    public RestResponse<HoldView> hold(
            @PathParam("id") UUID requestId, @Valid @NotNull HoldOpening opening) {
        var accountId = queue.person(requestId).orElseThrow(ProblemException::notFound);
        audited.about(About.person(accountId));
        return HoldView.placed(holds.get(holds.place(caller.subjectId(), accountId, opening)));
    }

    @RegisterForReflection
    record HoldsView(List<HoldView> items) {}

    @POST
    @Path("/{id}/release")
    @Idempotent
    @RolesAllowed("privacy-officer")
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "PU-5")
    @Operation(
            operationId = "releaseCase",
            summary = "Ends every hold on the person; erasures they kept back go on by themselves")
    public HoldsView release(@PathParam("id") UUID requestId) {
        var accountId = queue.person(requestId).orElseThrow(ProblemException::notFound);
        audited.about(About.person(accountId));
        holds.releaseAll(caller.subjectId(), accountId);
        return new HoldsView(holds.list(accountId));
    }

    @RegisterForReflection
    record Completion(
            @NotNull @Size(min = 1, max = 2_000) String evidence,
            CaseDecisions.@Nullable Decision decision) {
        @Override
        public String toString() {
            return "Completion[hidden]";
        }
    }

    @POST
    @Path("/{id}/completion")
    @Idempotent
    @RolesAllowed("privacy-officer")
    @Permitted(resource = "requests", scope = Permitted.EDIT)
    @Audited(purpose = "RI-8")
    @Operation(
            operationId = "completeCase",
            summary = "Answers a case that waits for staff, with the evidence",
            description = "Of an objection it says the decision: UPHELD or DISMISSED.")
    public FileView complete(
            @PathParam("id") UUID requestId, @Valid @NotNull Completion completion) {
        audited.about(About.thing("request", requestId));
        decisions.complete(requestId, completion.evidence(), completion.decision());
        return file(requestId);
    }
}
