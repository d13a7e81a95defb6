package com.bestqi.dsr.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What is asked of notification-service. */
@Path("/internal/mails")
@RegisterRestClient(configKey = "notification")
@OidcClientFilter
interface NotificationClient {

    @POST
    Response send(Mail mail);

    /**
     * A mail to an address that notification-service need not know.
     *
     * @param template its id, which with {@code requestId} also names the message, so that a mail
     *     sent twice is seen as one
     */
    record Mail(
            String to,
            String language,
            String template,
            Map<String, String> parameters,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Attachment attachment) {
        @Override
        public String toString() {
            return "Mail[" + template + "]";
        }
    }

    /** A file that goes with a mail. */
    record Attachment(String fileName, String contentType, String base64) {}
}
