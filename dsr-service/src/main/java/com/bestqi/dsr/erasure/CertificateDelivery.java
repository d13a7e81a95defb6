package com.bestqi.dsr.erasure;

import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.dsr.certificate.StatusLink;
import com.bestqi.dsr.contact.CertificateMail;
import com.bestqi.dsr.contact.Contact;
import com.bestqi.dsr.contact.Contacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Brings the certificate to the person, as far as that can be done without holding up the case. */
@ApplicationScoped
class CertificateDelivery {
    private final Contacts contacts;
    private final CertificateMail mail;
    private final StatusLink links;
    private final ErasureConfig config;

    CertificateDelivery(
            Contacts contacts, CertificateMail mail, StatusLink links, ErasureConfig config) {
        this.contacts = contacts;
        this.mail = mail;
        this.links = links;
        this.config = config;
    }

    /** Where to; to be asked before the address is deleted. */
    Optional<Contact> address(UUID requestId) {
        return contacts.find(requestId);
    }

    /** Tries once; {@link MailState#PENDING} when it is worth another try. */
    MailState deliver(ErasureCase over, Optional<Contact> address, Certificates.Issued issued) {
        if (address.isEmpty()) {
            return MailState.NO_ADDRESS;
        }
        var ticket =
                new StatusLink.Ticket(
                        over.requestId(), over.accountId(), over.receivedAt(), over.dueAt());
        var letter =
                new CertificateMail.Letter(
                        over.requestId(), issued.result(), links.url(ticket), issued.compact());
        boolean last = over.mailTries() + 1 >= config.mailMaxTries();
        return switch (mail.send(address.get(), letter)) {
            case SENT -> MailState.SENT;
            case REFUSED -> MailState.REFUSED;
            case AWAY -> last ? MailState.FAILED : MailState.PENDING;
        };
    }

    /**
     * After this nobody can read the address again, wherever a copy of the row may be. Returns the
     * mark of the keys database.
     */
    long forget(UUID requestId) {
        return contacts.destroyKey(requestId);
    }
}
