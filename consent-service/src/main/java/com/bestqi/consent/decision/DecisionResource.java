package com.bestqi.consent.decision;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Decisions for enforcement points outside, and for people about themselves. */
@Path("/v1/decisions")
@RolesAllowed({"user", "service"})
@RunOnVirtualThread
class DecisionResource {
    private final DecisionService decisions;
    private final Caller caller;
    private final AuditedCall audited;

    DecisionResource(DecisionService decisions, Caller caller, AuditedCall audited) {
        this.decisions = decisions;
        this.caller = caller;
        this.audited = audited;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited(purpose = "RI-7", changes = false)
    @Operation(
            summary = "Whether a person permits something",
            description =
                    "Without at: whether the switch is on and nothing restricts the processing now."
                            + " With at: whether it was on then, by the ledger; a sample that"
                            + " arrives late needs both. Reasons: granted, not-granted, restricted."
                            + " revision is that of the consent state the answer rests on. People"
                            + " ask about themselves; a service names the account.")
    public Decision decide(@Valid @NotNull Question question, @Context SecurityContext security) {
        return decisions.decide(
                security.isUserInRole("service") ? named(question) : own(question),
                question.key(),
                question.at());
    }

    private UUID named(Question question) {
        var accountId = question.accountId();
        if (accountId == null) {
            throw ProblemException.invalid("accountId", "a service must name the account");
        }
        audited.about(About.person(accountId));
        return accountId;
    }

    private UUID own(Question question) {
        var own = caller.subjectId();
        if (question.accountId() != null && !question.accountId().equals(own)) {
            throw ProblemException.notFound();
        }
        return own;
    }

    /**
     * What somebody wants to know.
     *
     * @param accountId about whom; a person may leave it out
     * @param key of a switch
     * @param at a time in the past instead of now
     */
    record Question(
            @Nullable UUID accountId,
            @NotNull @Size(min = 1, max = 100) String key,
            @Nullable Instant at) {}
}
