package com.bestqi.consent.catalogue;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.consent.publication.Publication;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
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

/** The catalogue of switches, for anybody. */
@Path("/v1/switches")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class SwitchResource {
    private final SwitchCatalogue catalogue;
    private final Publication publication;

    SwitchResource(SwitchCatalogue catalogue, Publication publication) {
        this.catalogue = catalogue;
        this.publication = publication;
    }

    @GET
    @Operation(summary = "What can be switched on, what it collects, and the notice to show before")
    @APIResponseSchema(SwitchPage.class)
    public Response list(
            @QueryParam("language") @Nullable String language,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context Request request) {
        var asked = PageRequest.of(limit, cursor);
        var wanted = LanguageTag.parse(language);
        var items = catalogue.all().stream().map(known -> SwitchView.of(known, wanted)).toList();
        var page = Page.ofAll(items, asked);
        return publication.answer(new SwitchPage(page.items(), page.next()), request);
    }

    @RegisterForReflection
    record SwitchPage(List<SwitchView> items, @Nullable String next) {}

    @RegisterForReflection
    record SwitchView(
            String key,
            String title,
            List<String> collects,
            List<String> clauses,
            String appPath,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String recipient,
            @Nullable NoticeView notice) {
        static SwitchView of(PermissionSwitch known, LanguageTag wanted) {
            var language = wanted.among(known.languages());
            var notice = known.notice();
            return new SwitchView(
                    known.key(),
                    known.title().getOrDefault(language, ""),
                    known.collects().getOrDefault(language, List.of()),
                    known.clauses(),
                    known.appPath(),
                    known.recipient(),
                    notice == null
                            ? null
                            : new NoticeView(
                                    notice.version(),
                                    language,
                                    notice.text().getOrDefault(language, "")));
        }
    }

    @RegisterForReflection
    record NoticeView(String version, String language, String text) {}
}
