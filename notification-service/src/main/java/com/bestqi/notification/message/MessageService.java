package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.contact.ContactLookup;
import com.bestqi.notification.inbox.AnnouncedWords;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.mail.Letter;
import com.bestqi.notification.mail.MailSender;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.preference.Preference;
import com.bestqi.notification.preference.Preferences;
import com.bestqi.notification.push.PushEndpoints;
import com.bestqi.notification.push.PushEndpoints.Outcome;
import com.bestqi.notification.wording.Wordings;
import com.bestqi.platform.database.NotRepeatable;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a message, each a transaction. What touches the person holds their lock, so that
 * nothing is stored about or sent to somebody who is erased, nothing but what concerns their rights
 * to somebody who has restricted it (RI-4), and nothing by a channel that they have turned off
 * (PM-6).
 */
@ApplicationScoped
class MessageService {
    private static final String WITHHELD = "WITHHELD";

    private final MessageQueue queue;
    private final Inbox inbox;
    private final AnnouncedWords announced;
    private final Preferences preferences;
    private final ContactLookup contacts;
    private final MailSender mails;
    private final PushEndpoints phones;
    private final Subjects subjects;
    private final Clock clock;
    private final String publicUrl;

    MessageService(
            MessageQueue queue,
            Inbox inbox,
            AnnouncedWords announced,
            Preferences preferences,
            ContactLookup contacts,
            MailSender mails,
            PushEndpoints phones,
            Subjects subjects,
            Clock clock,
            @ConfigProperty(name = "bestqi.public.url") String publicUrl) {
        this.queue = queue;
        this.inbox = inbox;
        this.announced = announced;
        this.preferences = preferences;
        this.contacts = contacts;
        this.mails = mails;
        this.phones = phones;
        this.subjects = subjects;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** What a message may be told by at this moment. */
    private record Leave(NotificationKind kind, Preference preference, boolean switchedOn) {
        boolean open(Channel channel) {
            return preference.open(kind, channel, switchedOn);
        }

        boolean any() {
            return List.of(Channel.values()).stream().anyMatch(this::open);
        }
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
        var leave = leave(accountId, template.kind());
        return leave != null
                && leave.any()
                && queue.add(messageId, accountId, template, parameters);
    }

    /**
     * Whether the message may still be sent, asked before anybody is asked for the address. Else it
     * is withheld for good.
     */
    @Transactional
    boolean admit(PendingMessage message) {
        return leave(message) != null;
    }

    /**
     * Puts the message into the inbox and marks its mail as being sent, before the mail server
     * hears of it: a crash from here on sends nothing twice. False when there is no mail to send
     * now.
     */
    @Transactional
    boolean begin(PendingMessage message, Contact contact) {
        var leave = leave(message);
        if (leave == null) {
            return false;
        }
        if (message.announcementId() == null) {
            tell(message, contact, leave);
        }
        if (!leave.open(Channel.MAIL) || (contact.bounced() && !leave.kind().fixed(Channel.MAIL))) {
            queue.settle(message, "INBOX_ONLY");
            return false;
        }
        var wait = leave.preference().waitUntil(leave.kind(), clock.instant(), contact.zone());
        if (wait.isPresent()) {
            queue.postpone(message, wait.get());
            return false;
        }
        return queue.sending(message);
    }

    private void tell(PendingMessage message, Contact contact, Leave leave) {
        if (leave.open(Channel.INBOX)) {
            inbox.put(
                    message.messageId(),
                    message.accountId(),
                    template(message).entry(contact, message.parameters()));
        }
        if (leave.open(Channel.PUSH) && phones.anyOf(message.accountId())) {
            queue.addPush(message, leave.kind().urgency());
        }
    }

    /** Sends the mail under the person's lock: an erasure waits for it, or comes before it. */
    @Transactional
    @NotRepeatable
    void mail(PendingMessage message, Contact contact) {
        var leave = leave(message);
        if (leave == null) {
            return;
        }
        var letter = letter(message, contact);
        if (!leave.kind().fixed(Channel.MAIL)) {
            var token = preferences.token(message.accountId(), leave.kind());
            letter = letter.stoppableAt(publicUrl + "/v1/unsubscriptions/" + token);
        }
        switch (mails.send(message.mailName(), contact.email(), letter, null)) {
            case TAKEN -> queue.settle(message, "SENT");
            case REFUSED -> {
                queue.settle(message, "REFUSED");
                contacts.bounced(message.accountId());
            }
            case DOUBTFUL -> queue.settle(message, "DOUBTFUL");
            case AWAY -> queue.retry(message);
        }
    }

    /** Tells the person's phones that there is something in the inbox; nothing of what it is. */
    @Transactional
    @NotRepeatable
    void push(PendingMessage message, Contact contact) {
        var leave = leave(message);
        if (leave == null) {
            return;
        }
        var now = clock.instant();
        var wait = leave.preference().waitUntil(leave.kind(), now, contact.zone());
        if (!leave.open(Channel.PUSH)) {
            queue.settle(message, WITHHELD);
        } else if (wait.isPresent()) {
            queue.postpone(message, wait.get());
        } else {
            var signal =
                    new PushEndpoints.Signal(
                            message.messageId(),
                            leave.kind(),
                            Wordings.in(contact.language()).pushText());
            switch (phones.signal(message.accountId(), signal)) {
                case Outcome.Done _ -> queue.settle(message, "SENT");
                case Outcome.Refused _ -> queue.settle(message, "REFUSED");
                case Outcome.Later(var pause) -> queue.retry(message, pause);
            }
        }
    }

    private Letter letter(PendingMessage message, Contact contact) {
        var announcementId = message.announcementId();
        if (announcementId == null) {
            return template(message).letter(contact, message.parameters());
        }
        var language = Wordings.nearest(contact.language());
        var words = announced.find(announcementId).orElseThrow().in(language);
        return new Letter(
                language,
                words.title(),
                MessageTemplate.greeting(contact),
                List.of(words.body().split("\n{2,}")),
                null,
                words.why());
    }

    private static MessageTemplate template(PendingMessage message) {
        return MessageTemplate.find(message.template())
                .orElseThrow(
                        () -> new IllegalStateException("unknown template " + message.template()));
    }

    /** Under the person's lock; null when the message is withheld for good, and noted so. */
    private @Nullable Leave leave(PendingMessage message) {
        var announcementId = message.announcementId();
        var kind =
                announcementId == null
                        ? template(message).kind()
                        : announced.find(announcementId).orElseThrow().kind();
        var leave = leave(message.accountId(), kind);
        if (leave == null || !leave.any()) {
            queue.settle(message, WITHHELD);
            return null;
        }
        return leave;
    }

    private @Nullable Leave leave(UUID accountId, NotificationKind kind) {
        Subject subject =
                subjects.shareAll(
                                List.of(accountId),
                                kind.processing(),
                                DataCategory.MESSAGE,
                                DataCategory.CONTACT)
                        .get(accountId);
        return subject == null
                ? null
                : new Leave(kind, preferences.of(accountId), Preferences.switchedOn(subject));
    }
}
