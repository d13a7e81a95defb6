package com.bestqi.notification.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Finds out how a person is reached: from the copy, or from account-service when there is none or
 * it changed.
 */
@ApplicationScoped
public class ContactLookup {
    private static final Logger LOG = Logger.getLogger(ContactLookup.class);

    private final AccountClient accounts;
    private final ContactRepository contacts;
    private final Clock clock;

    ContactLookup(@RestClient AccountClient accounts, ContactRepository contacts, Clock clock) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** What came of asking. */
    public sealed interface Answer {}

    /** The address. */
    public record Found(Contact contact) implements Answer {}

    /** There is nobody to write to. */
    public record Gone() implements Answer {}

    /** Nobody answered, or not with what was asked for; it may be asked again. */
    public record Away() implements Answer {}

    /** Looks once. */
    public Answer ask(UUID accountId) {
        var known = contacts.find(accountId);
        var copy = known.contact();
        if (copy != null) {
            return new Found(copy);
        }
        var answer = askAccounts(accountId);
        if (answer instanceof Found(var contact)) {
            contacts.keep(accountId, known.changes(), contact);
        }
        return answer;
    }

    /** What is known of these people without asking, with one query. */
    public Map<UUID, Contact> known(Collection<UUID> accountIds) {
        return contacts.find(accountIds);
    }

    /** These addresses were refused for good: they are not written to until they change. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void bounced(Collection<UUID> accountIds) {
        if (!accountIds.isEmpty()) {
            contacts.bounced(accountIds, clock.instant());
        }
    }

    private Answer askAccounts(UUID accountId) {
        try {
            var found = accounts.contact(accountId);
            var email = found.email();
            var language = found.language();
            var name = found.name() == null ? found.nickname() : found.name();
            return email == null
                    ? new Gone()
                    : new Found(
                            new Contact(
                                    email,
                                    name,
                                    language == null ? "en" : language,
                                    found.timeZone(),
                                    false));
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
