package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.mail.MailSender;
import com.bestqi.platform.database.NotRepeatable;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The steps of a message, each a transaction. What touches the person holds their lock, so that
 * nothing is stored about or sent to somebody who is erased, and nothing but what concerns their
 * rights to somebody who has restricted it (RI-4).
 */
@ApplicationScoped
class MessageService {
    private static final String WITHHELD = "WITHHELD";

    private final MessageQueue queue;
    private final Inbox inbox;
    private final MailSender mails;
    private final Subjects subjects;

    MessageService(MessageQueue queue, Inbox inbox, MailSender mails, Subjects subjects) {
        this.queue = queue;
        this.inbox = inbox;
        this.mails = mails;
        this.subjects = subjects;
    }

    /**
     * Takes a wish to send; nothing for a person who is erased or does not want it. Returns whether
     * it is a new one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean request(
            UUID messageId,
            UUID accountId,
            MessageTemplate template,
            Map<String, String> parameters) {
        subjects.create(accountId);
        return free(accountId, template) && queue.add(messageId, accountId, template, parameters);
    }

    /**
     * Whether the message may still be sent, asked before anybody is asked for the address. Else it
     * is withheld for good.
     */
    @Transactional
    boolean admit(PendingMessage message) {
        boolean free = free(message.accountId(), message.template());
        if (!free) {
            queue.settle(message, WITHHELD);
        }
        return free;
    }

    /**
     * Puts the message into the inbox and marks its mail as being sent, before the mail server
     * hears of it: a crash from here on sends nothing twice. False when there is nothing to send.
     */
    @Transactional
    boolean begin(PendingMessage message, Contact contact) {
        if (!admit(message) || !queue.sending(message)) {
            return false;
        }
        inbox.put(
                message.messageId(),
                message.accountId(),
                message.template().entry(contact, message.parameters()));
        return true;
    }

    /** Sends the mail under the person's lock: an erasure waits for it, or comes before it. */
    @Transactional
    @NotRepeatable
    void send(PendingMessage message, Contact contact) {
        if (!admit(message)) {
            return;
        }
        var letter = message.template().letter(contact, message.parameters());
        switch (mails.send(message.mailName(), contact.email(), letter, null)) {
            case TAKEN -> queue.settle(message, "SENT");
            case REFUSED -> queue.settle(message, "REFUSED");
            case DOUBTFUL -> queue.settle(message, "DOUBTFUL");
            case AWAY -> queue.retry(message);
        }
    }

    private boolean free(UUID accountId, MessageTemplate template) {
        return subjects.shareAll(
                        List.of(accountId),
                        template.processing(),
                        DataCategory.MESSAGE,
                        DataCategory.CONTACT)
                .containsKey(accountId);
    }
}
