package com.bestqi.consent.catalogue;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.consent.publication.Publication;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The catalogue of purposes, for anybody. */
@Path("/v1/purposes")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class PurposeResource {
    private final PurposeCatalogue purposes;
    private final SwitchCatalogue switches;
    private final Publication publication;

    PurposeResource(PurposeCatalogue purposes, SwitchCatalogue switches, Publication publication) {
        this.purposes = purposes;
        this.switches = switches;
        this.publication = publication;
    }

    @GET
    @Operation(
            summary = "What personal data are used for",
            description =
                    "Each purpose with its legal basis, the clauses it serves, when it stops, and"
                            + " the switches that belong to it. PU-6 is the rule that a change of"
                            + " purpose is announced; it has no basis of its own.")
    @APIResponseSchema(PurposePage.class)
    public Response list(
            @QueryParam("language") @Nullable String language,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context Request request) {
        var asked = PageRequest.of(limit, cursor);
        var wanted = LanguageTag.parse(language);
        var items = purposes.all().stream().map(known -> view(known, wanted)).toList();
        var page = Page.ofAll(items, asked);
        return publication.answer(new PurposePage(page.items(), page.next()), request);
    }

    private PurposeView view(Purpose purpose, LanguageTag wanted) {
        var language = wanted.among(purpose.languages());
        return new PurposeView(
                purpose.key(),
                purpose.basis(),
                purpose.clauses(),
                switches.all().stream()
                        .filter(one -> one.purposes().contains(purpose.key()))
                        .map(PermissionSwitch::key)
                        .toList(),
                language,
                purpose.title().getOrDefault(language, ""),
                purpose.text().getOrDefault(language, ""),
                purpose.stops().getOrDefault(language, ""));
    }

    @RegisterForReflection
    record PurposePage(List<PurposeView> items, @Nullable String next) {}

    @RegisterForReflection
    record PurposeView(
            String key,
            Purpose.@Nullable Basis basis,
            List<String> clauses,
            List<String> switches,
            String language,
            String title,
            String text,
            String stops) {}
}
