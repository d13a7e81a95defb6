package com.bestqi.consent.recipient;

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

/** The register, for anybody (SH-1). */
@Path("/v1/recipients")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class RecipientResource {
    private final RecipientRegister register;
    private final Publication publication;

    RecipientResource(RecipientRegister register, Publication publication) {
        this.register = register;
        this.publication = publication;
    }

    @GET
    @Operation(
            summary = "Who receives personal data",
            description =
                    "With purpose, kinds of data, country and, where data leave the region"
                            + " (transfer), the safeguard. A recipient with a consentKey receives"
                            + " something about a person only while that switch is on.")
    @APIResponseSchema(RecipientPage.class)
    public Response list(
            @QueryParam("language") @Nullable String language,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context Request request) {
        var asked = PageRequest.of(limit, cursor);
        var wanted = LanguageTag.parse(language);
        var items =
                register.all().stream()
                        .map(one -> RecipientView.of(one, register.abroad(one), wanted))
                        .toList();
        var page = Page.ofAll(items, asked);
        return publication.answer(new RecipientPage(page.items(), page.next()), request);
    }

    @RegisterForReflection
    record RecipientPage(List<RecipientView> items, @Nullable String next) {}
}
