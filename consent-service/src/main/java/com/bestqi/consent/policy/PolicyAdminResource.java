package com.bestqi.consent.policy;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotency;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Versions of the policy, for those who write them and bring them into force by two. */
@Path("/v1/admin/policies")
@RolesAllowed({"support-agent", "privacy-officer", "policy-editor", "auditor"})
@Permitted(resource = "policies", scope = Permitted.EDIT)
@RunOnVirtualThread
class PolicyAdminResource {
    private final PolicyEditing editing;
    private final PolicyEnactment enactment;
    private final PolicyService policies;
    private final Caller caller;
    private final Idempotency idempotency;

    PolicyAdminResource(
            PolicyEditing editing,
            PolicyEnactment enactment,
            PolicyService policies,
            Caller caller,
            Idempotency idempotency) {
        this.editing = editing;
        this.enactment = enactment;
        this.policies = policies;
        this.caller = caller;
        this.idempotency = idempotency;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Audited(purpose = "PO-1")
    @Operation(operationId = "draftPolicy", summary = "Writes a version of the policy")
    @APIResponse(responseCode = "201", description = "The draft, which staff alone can see")
    @APIResponse(
            responseCode = "400",
            description =
                    "A field is not valid, or a clause, purpose, switch or language does not exist")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "409", description = "There is such a version already")
    @APIResponse(responseCode = "422", description = "An editorial version changes a purpose")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public RestResponse<PolicyAdminView> draft(@Valid @NotNull PolicyDraft draft) {
        idempotency.aboutNobody();
        var made =
                editing.draft(
                        draft.document(),
                        draft.material(),
                        draft.changedPurposes(),
                        caller.subjectId());
        return RestResponse.ResponseBuilder.<PolicyAdminView>created(
                        URI.create("/v1/admin/policies/" + made.version()))
                .entity(PolicyAdminView.of(made))
                .build();
    }

    @GET
    @Permitted(resource = "policies", scope = Permitted.VIEW)
    @Audited(purpose = "PO-1")
    @Operation(
            operationId = "listPolicyDrafts",
            summary = "All versions, drafts too, those written last first")
    @APIResponse(responseCode = "200", description = "A page of versions")
    @APIResponse(responseCode = "400", description = "A parameter is not valid")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public Page<PolicyAdminView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        return Page.of(editing.list(asked), asked, PolicyAdminView::of, PolicyVersion::version);
    }

    @GET
    @Path("/{version}")
    @Permitted(resource = "policies", scope = Permitted.VIEW)
    @Audited(purpose = "PO-1")
    @Operation(operationId = "getPolicyDraft", summary = "One version in all its languages")
    @APIResponse(responseCode = "200", description = "The version")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public PolicyAdminView version(@PathParam("version") String version) {
        return PolicyAdminView.of(editing.find(version));
    }

    @GET
    @Path("/{version}/diff")
    @Permitted(resource = "policies", scope = Permitted.VIEW)
    @Audited(purpose = "PO-1")
    @Operation(
            operationId = "diffPolicyDraft",
            summary = "What differs from another version, or from the one in force")
    @APIResponse(responseCode = "200", description = "The sections that differ")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public PolicyDiff diff(
            @PathParam("version") String version,
            @QueryParam("from") @Nullable String from,
            @QueryParam("language") @Nullable String language) {
        var wanted = LanguageTag.parse(language);
        var to = editing.find(version);
        var base = from == null ? policies.inForce() : editing.find(from);
        return PolicyDiff.of(base, to, wanted.among(to.document().languages()));
    }

    @POST
    @Path("/{version}/announcement")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Audited(purpose = "PO-1")
    @Operation(
            operationId = "announcePolicy",
            summary = "Makes a draft public and has everybody told",
            description =
                    "By another than the writer. By itself it comes into force at that time, or as soon after as everybody was told.")
    @APIResponse(responseCode = "200", description = "The announced version")
    @APIResponse(responseCode = "400", description = "The time is not valid")
    @APIResponse(
            responseCode = "403",
            description = "Keycloak does not permit it, or the caller wrote the version")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "409", description = "It is no draft any more")
    @APIResponse(
            responseCode = "422",
            description = "The time is past, within the notice period, or too far ahead")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public PolicyAdminView announce(
            @PathParam("version") String version, @Valid @NotNull Announcement announcement) {
        idempotency.aboutNobody();
        return PolicyAdminView.of(
                editing.announce(version, announcement.inForceAt(), caller.subjectId()));
    }

    @POST
    @Path("/{version}/activation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Audited(purpose = "PO-1")
    @Operation(
            operationId = "activatePolicy",
            summary = "Brings an announced version into force early",
            description = "By another than the writer.")
    @APIResponse(responseCode = "200", description = "The version in force")
    @APIResponse(
            responseCode = "403",
            description = "Keycloak does not permit it, or the caller wrote the version")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(
            responseCode = "409",
            description =
                    "Not everybody was told for long enough (with counts), or it is not announced")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public PolicyAdminView activate(
            @PathParam("version") String version, @Valid @Nullable Activation body) {
        idempotency.aboutNobody();
        return PolicyAdminView.of(enactment.activate(version, caller.subjectId()));
    }

    /**
     * A version to be written.
     *
     * @param changedPurposes purposes or switches of which it changes what they are for
     */
    record PolicyDraft(
            @NotNull @Pattern(regexp = "[0-9A-Za-z][0-9A-Za-z.-]{0,49}") String version,
            @NotNull Boolean material,
            @NotNull @Size(max = 50) List<@NotNull String> changedPurposes,
            @NotBlank @Size(max = 200) String contact,
            @NotEmpty @Size(max = 100) List<@Valid @NotNull SectionDraft> sections) {
        PolicyDocument document() {
            return new PolicyDocument(
                    version, contact, sections.stream().map(SectionDraft::section).toList());
        }
    }

    /**
     * A section to be written.
     *
     * @param title by language
     * @param text by language
     */
    record SectionDraft(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,49}") String id,
            @NotEmpty @Size(max = 100) List<@NotNull String> clauses,
            @NotNull Map<String, @NotNull String> title,
            @NotNull Map<String, @NotNull String> text) {
        PolicyDocument.Section section() {
            return new PolicyDocument.Section(id, clauses, title, text);
        }
    }

    record Announcement(@NotNull Instant inForceAt) {}

    /** Needs no words. */
    record Activation() {}

    record PolicyAdminView(
            String version,
            PolicyState state,
            boolean material,
            List<String> changedPurposes,
            String contact,
            List<PolicyDocument.Section> sections,
            Instant draftedAt,
            @Nullable Instant announcedAt,
            @Nullable Instant inForceAt) {
        static PolicyAdminView of(PolicyVersion policy) {
            return new PolicyAdminView(
                    policy.version(),
                    policy.state(),
                    policy.material(),
                    policy.changedPurposes(),
                    policy.document().contact(),
                    policy.document().sections(),
                    policy.draftedAt(),
                    policy.announcedAt(),
                    policy.inForceAt());
        }
    }
}
