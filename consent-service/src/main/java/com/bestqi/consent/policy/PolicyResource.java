package com.bestqi.consent.policy;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.consent.publication.Publication;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The policy, for anybody (PO-2). */
@Path("/v1/policies")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class PolicyResource {
    private final PolicyService policies;
    private final Publication publication;

    PolicyResource(PolicyService policies, Publication publication) {
        this.policies = policies;
        this.publication = publication;
    }

    @GET
    @Path("/current")
    @Operation(summary = "The policy in force")
    @APIResponseSchema(PolicyView.class)
    public Response current(
            @QueryParam("language") @Nullable String language, @Context Request request) {
        var wanted = LanguageTag.parse(language);
        return publication.answer(PolicyView.of(policies.inForce(), wanted), request);
    }

    @GET
    @Operation(summary = "All published versions, newest first")
    @APIResponseSchema(PolicyPage.class)
    public Response list(
            @QueryParam("language") @Nullable String language,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context Request request) {
        var wanted = LanguageTag.parse(language);
        var asked = PageRequest.of(limit, cursor);
        var page =
                Page.of(
                        policies.list(asked),
                        asked,
                        policy -> PolicyView.of(policy, wanted),
                        PolicyVersion::version);
        return publication.answer(new PolicyPage(page.items(), page.next()), request);
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "One published version")
    @APIResponseSchema(PolicyView.class)
    public Response version(
            @PathParam("version") String version,
            @QueryParam("language") @Nullable String language,
            @Context Request request) {
        var wanted = LanguageTag.parse(language);
        return publication.answer(PolicyView.of(policies.find(version), wanted), request);
    }

    @GET
    @Path("/{version}/diff")
    @Operation(
            operationId = "diffPolicy",
            summary = "What differs from another published version, or from the one before")
    @APIResponse(responseCode = "200", description = "The sections that differ")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponseSchema(PolicyDiff.class)
    public Response diff(
            @PathParam("version") String version,
            @QueryParam("from") @Nullable String from,
            @QueryParam("language") @Nullable String language,
            @Context Request request) {
        var wanted = LanguageTag.parse(language);
        var to = policies.find(version);
        var base = from == null ? policies.before(to) : policies.find(from);
        var shown = wanted.among(to.document().languages());
        return publication.answer(PolicyDiff.of(base, to, shown), request);
    }

    @RegisterForReflection
    record PolicyPage(List<PolicyView> items, @Nullable String next) {}

    @RegisterForReflection
    record PolicyView(
            String version,
            PolicyState state,
            boolean material,
            List<String> changedPurposes,
            String language,
            List<SectionView> sections,
            String contact,
            Instant announcedAt,
            Instant inForceAt) {
        static PolicyView of(PolicyVersion policy, LanguageTag wanted) {
            var document = policy.document();
            var language = wanted.among(document.languages());
            return new PolicyView(
                    policy.version(),
                    policy.state(),
                    policy.material(),
                    policy.changedPurposes(),
                    language,
                    document.sections().stream()
                            .map(section -> SectionView.of(section, language))
                            .toList(),
                    document.contact(),
                    policy.announced(),
                    policy.inForce());
        }
    }

    @RegisterForReflection
    record SectionView(String id, List<String> clauses, String title, String text) {
        static SectionView of(PolicyDocument.Section section, String language) {
            return new SectionView(
                    section.id(),
                    section.clauses(),
                    section.title().getOrDefault(language, ""),
                    section.text().getOrDefault(language, ""));
        }
    }
}
