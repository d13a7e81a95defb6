package com.bestqi.notification.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks account-service how a person is reached. */
@ApplicationScoped
public class ContactLookup {
    private static final Logger LOG = Logger.getLogger(ContactLookup.class);

    private final AccountClient accounts;

    ContactLookup(@RestClient AccountClient accounts) {
        this.accounts = accounts;
    }

    /** What came of asking. */
    public sealed interface Answer {}

    /** The address. */
    public record Found(Contact contact) implements Answer {}

    /** There is nobody to write to. */
    public record Gone() implements Answer {}

    /** Nobody answered, or not with what was asked for; it may be asked again. */
    public record Away() implements Answer {}

    /** Asks once. */
    public Answer ask(UUID accountId) {
        try {
            var found = accounts.contact(accountId);
            var email = found.email();
            var language = found.language();
            var name = found.name() == null ? found.nickname() : found.name();
            return email == null
                    ? new Gone()
                    : new Found(new Contact(email, name, language == null ? "en" : language));
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            LOG.debugf("no contact: status %d", status);
            return status == 404 || status == 410 ? new Gone() : new Away();
        } catch (RuntimeException e) {
            // No connection, no token, time out, no JSON: the message waits and is tried again.
            LOG.debugf("no contact: %s", e.getClass().getSimpleName());
            return new Away();
        }
    }
}
