package com.bestqi.notification.preference;

import com.bestqi.notification.wording.Wordings;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The one click in a mail that ends mails of its kind (RFC 8058). */
@Path("/v1/unsubscriptions/{token}")
@PermitAll
@RunOnVirtualThread
class UnsubscriptionResource {
    private final Preferences preferences;

    UnsubscriptionResource(Preferences preferences) {
        this.preferences = preferences;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(
            operationId = "unsubscribe",
            summary = "Ends mails of the kind that the link came with",
            description =
                    "Without a login, by the link of a mail; again changes nothing. A body, as a"
                            + " mail program sends it, says nothing more. To a browser it answers"
                            + " with a page.")
    @APIResponse(
            responseCode = "200",
            description = "No such mail is sent any more",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Unsubscribed.class)))
    @APIResponse(responseCode = "404", description = "The link belongs to nobody")
    public RestResponse<Object> unsubscribe(
            @PathParam("token") String token,
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        var kind = preferences.unsubscribe(token);
        return accept != null && accept.contains(MediaType.TEXT_HTML)
                ? answer(page(languages, true), MediaType.TEXT_HTML)
                : answer(new Unsubscribed(kind, false), MediaType.APPLICATION_JSON);
    }

    private static RestResponse<Object> answer(Object entity, String type) {
        return RestResponse.ResponseBuilder.ok(entity).type(type).build();
    }

    /** What is off now. */
    @RegisterForReflection
    record Unsubscribed(NotificationKind kind, boolean mail) {}

    /** Only asks: programs that look at every link in a mail must not end anything. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String ask(
            @PathParam("token") String token,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        return page(languages, false);
    }

    private static String page(@Nullable String languages, boolean done) {
        var language = Wordings.preferred(languages);
        var words = Wordings.in(language);
        var page =
                done
                        ? Pages.page(
                                language, words.unsubscribedTitle(), words.unsubscribedText(), null)
                        : Pages.page(
                                language,
                                words.unsubscribeTitle(),
                                words.unsubscribeText(),
                                words.unsubscribeButton());
        return page.render();
    }

    @CheckedTemplate(basePath = "unsubscription")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance page(
                String language, String title, String text, @Nullable String button);
    }
}
