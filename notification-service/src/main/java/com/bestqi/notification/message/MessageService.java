package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.mail.MailSender;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * The steps of a message, each a transaction. What touches the person holds their lock, so that
 * nothing is stored about or sent to somebody who is erased.
 */
@ApplicationScoped
class MessageService {
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

    /** Takes a wish to send; nothing for an erased person. Returns whether it is a new one. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean request(UUID accountId, MessageTemplate template) {
        subjects.create(accountId);
        return live(accountId) && queue.add(accountId, template);
    }

    /**
     * Puts the message into the inbox and marks its mail as being sent, before the mail server
     * hears of it: a crash from here on sends nothing twice. False when there is nothing to send.
     */
    @Transactional
    boolean begin(PendingMessage message, Contact contact) {
        if (!live(message.accountId()) || !queue.sending(message)) {
            return false;
        }
        inbox.put(message.accountId(), message.template().entry(contact));
        return true;
    }

    /** Sends the mail under the person's lock: an erasure waits for it, or comes before it. */
    @Transactional
    void send(PendingMessage message, Contact contact) {
        if (!live(message.accountId())) {
            return;
        }
        var letter = message.template().letter(contact);
        switch (mails.send(message.mailName(), contact.email(), letter, null)) {
            case TAKEN -> queue.settle(message, "SENT");
            case REFUSED -> queue.settle(message, "REFUSED");
            case DOUBTFUL -> queue.settle(message, "DOUBTFUL");
            case AWAY -> queue.retry(message);
        }
    }

    private boolean live(UUID accountId) {
        return subjects.shareAll(List.of(accountId)).containsKey(accountId);
    }
}
