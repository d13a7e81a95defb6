package com.bestqi.dsr.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has a code mailed to the address on file. */
@ApplicationScoped
public class CodeMail {
    private static final Logger LOG = Logger.getLogger(CodeMail.class);

    private final ContactLookup contacts;
    private final NotificationClient notifications;

    CodeMail(ContactLookup contacts, @RestClient NotificationClient notifications) {
        this.contacts = contacts;
        this.notifications = notifications;
    }

    /** What came of a try. */
    public enum Result {
        /** It is on its way. */
        SENT,
        /** It will never be accepted, or there is no address. */
        REFUSED,
        /** Nobody took it; it may be tried again. */
        AWAY
    }

    /** Tries once. */
    public Result send(UUID accountId, UUID requestId, @Nullable String code) {
        return switch (contacts.ask(accountId)) {
            case ContactLookup.Found(var contact) ->
                    send(contact, requestId, Objects.requireNonNull(code));
            case ContactLookup.Gone() -> Result.REFUSED;
            case ContactLookup.Away() -> Result.AWAY;
        };
    }

    private Result send(Contact contact, UUID requestId, String code) {
        var mail =
                new NotificationClient.Mail(
                        contact.email(),
                        contact.language(),
                        "verification-code",
                        Map.of("requestId", requestId.toString(), "code", code),
                        null);
        try (var answer = notifications.send(mail)) {
            return answer.getStatus() < 300 ? Result.SENT : Result.AWAY;
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            LOG.warnf("code not taken: request %s, status %d", requestId, status);
            return CertificateMail.refused(status) ? Result.REFUSED : Result.AWAY;
        } catch (RuntimeException e) {
            LOG.warnf("code not taken: request %s, %s", requestId, e.getClass().getSimpleName());
            return Result.AWAY;
        }
    }
}
