package com.bestqi.notification.message;

import com.bestqi.notification.contact.ContactLookup;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.message.Leaves.Leave;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.push.PushEndpoints;
import com.bestqi.notification.push.PushEndpoints.Outcome;
import com.bestqi.notification.wording.Wordings;
import com.bestqi.platform.database.NotRepeatable;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of messages, each a transaction for many of them. What touches people holds their
 * locks, so that nothing is stored about or sent to somebody who is erased, nothing but what
 * concerns their rights to somebody who has restricted it (RI-4), and nothing by a channel that
 * they have turned off (PM-6).
 */
@ApplicationScoped
class MessageService {
    private static final String WITHHELD = "WITHHELD";

    private final MessageQueue queue;
    private final Leaves leaves;
    private final Inbox inbox;
    private final Mailing mailing;
    private final ContactLookup contacts;
    private final PushEndpoints phones;
    private final Subjects subjects;
    private final Clock clock;

    MessageService(
            MessageQueue queue,
            Leaves leaves,
            Inbox inbox,
            Mailing mailing,
            ContactLookup contacts,
            PushEndpoints phones,
            Subjects subjects,
            Clock clock) {
        this.queue = queue;
        this.leaves = leaves;
        this.inbox = inbox;
        this.mailing = mailing;
        this.contacts = contacts;
        this.phones = phones;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Takes a wish to send; nothing for a person who is erased or does not want it. Whose address
     * is known has it in the inbox at once, however long the mail server takes for others. Returns
     * whether it is a new one; throws {@link IllegalArgumentException} for an id that is another's.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean request(
            UUID messageId,
            UUID accountId,
            MessageTemplate template,
            Map<String, String> parameters) {
        subjects.create(accountId);
        var leave = leaves.of(List.of(accountId), template.kind()).get(accountId);
        if (leave == null || !queue.add(messageId, accountId, template, parameters)) {
            return false;
        }
        var contact = contacts.known(List.of(accountId)).get(accountId);
        if (contact != null) {
            var message =
                    new PendingMessage(
                            messageId,
                            accountId,
                            Channel.MAIL,
                            template.key(),
                            parameters,
                            null,
                            0,
                            clock.instant());
            tell(new Addressed(message, contact), leave);
        }
        return true;
    }

    /**
     * Messages that may still be sent.
     *
     * @param mails marked as being sent
     * @param pushes of people who need not be asked for
     * @param unknown whose people have to be asked for first
     */
    record Admitted(List<Addressed> mails, List<Addressed> pushes, List<PendingMessage> unknown) {}

    /**
     * Those that may still be sent, asked before anybody is asked for an address; the others are
     * withheld for good. Addresses are opened while the people's locks hold off an erasure, which
     * would take the key of one and with it the whole round. Mails whose address is known are begun
     * at once.
     */
    @Transactional
    Admitted admit(List<PendingMessage> messages) {
        var open = leaves.of(messages);
        withhold(messages, open);
        var admitted = messages.stream().filter(one -> open.containsKey(one.messageId())).toList();
        var known = contacts.known(admitted.stream().map(PendingMessage::accountId).toList());
        var mails = new ArrayList<Addressed>();
        var pushes = new ArrayList<Addressed>();
        var unknown = new ArrayList<PendingMessage>();
        for (var message : admitted) {
            var contact = known.get(message.accountId());
            if (contact == null) {
                unknown.add(message);
            } else {
                (message.channel() == Channel.PUSH ? pushes : mails)
                        .add(new Addressed(message, contact));
            }
        }
        return new Admitted(begin(mails, open), pushes, unknown);
    }

    private void withhold(List<PendingMessage> messages, Map<UUID, Leave> open) {
        queue.settle(
                messages.stream().filter(one -> !open.containsKey(one.messageId())).toList(),
                WITHHELD);
    }

    /** The same for mails to people who had to be asked for. Returns those to be mailed now. */
    @Transactional
    List<Addressed> begin(List<Addressed> some) {
        var messages = some.stream().map(Addressed::message).toList();
        var open = leaves.of(messages);
        withhold(messages, open);
        return begin(some, open);
    }

    /**
     * Puts messages into inboxes and marks their mails as being sent, before the mail server hears
     * of them: a crash from here on sends nothing twice.
     */
    private List<Addressed> begin(List<Addressed> some, Map<UUID, Leave> open) {
        var inboxOnly = new ArrayList<PendingMessage>();
        var now = new ArrayList<Addressed>();
        for (var one : some) {
            var message = one.message();
            var leave = open.get(message.messageId());
            if (leave == null) {
                continue;
            }
            if (message.announcementId() == null) {
                tell(one, leave);
            }
            boolean fixed = leave.kind().fixed(Channel.MAIL);
            if (!leave.open(Channel.MAIL) || (one.contact().bounced() && !fixed)) {
                inboxOnly.add(message);
            } else if (!postponed(one, leave)) {
                now.add(one);
            }
        }
        queue.settle(inboxOnly, "INBOX_ONLY");
        var marked = queue.sending(now.stream().map(Addressed::message).toList());
        return now.stream().filter(one -> marked.contains(one.message().messageId())).toList();
    }

    private void tell(Addressed one, Leave leave) {
        var message = one.message();
        if (leave.open(Channel.INBOX)) {
            inbox.put(
                    message.messageId(),
                    message.accountId(),
                    MessageTemplate.of(message).entry(one.contact(), message.parameters()));
        }
        if (leave.open(Channel.PUSH) && phones.anyOf(message.accountId())) {
            queue.addPush(message, leave.kind().urgency());
        }
    }

    /** In quiet hours, what can wait does. */
    private boolean postponed(Addressed one, Leave leave) {
        var wait =
                leave.preference().waitUntil(leave.kind(), clock.instant(), one.contact().zone());
        wait.ifPresent(until -> queue.postpone(one.message(), until));
        return wait.isPresent();
    }

    /** Sends mails under the people's locks: an erasure waits for them, or comes before them. */
    @Transactional
    @NotRepeatable
    void mail(List<Addressed> some) {
        var messages = some.stream().map(Addressed::message).toList();
        var open = leaves.of(messages);
        withhold(messages, open);
        mailing.send(some, open);
    }

    /**
     * Says to whom these pushes disclose something, in a transaction of its own: one that fails
     * after the provider has it must not take that back.
     */
    @Transactional
    void disclose(List<Addressed> some) {
        var open = leaves.of(some.stream().map(Addressed::message).toList());
        phones.disclose(
                some.stream()
                        .filter(one -> goesNow(one, open.get(one.message().messageId())))
                        .map(one -> one.message().accountId())
                        .collect(Collectors.toSet()));
    }

    private boolean goesNow(Addressed one, @Nullable Leave leave) {
        return leave != null
                && leave.open(Channel.PUSH)
                && leave.preference()
                        .waitUntil(leave.kind(), clock.instant(), one.contact().zone())
                        .isEmpty();
    }

    /** Tells the person's phones that there is something in the inbox; nothing of what it is. */
    @Transactional
    @NotRepeatable
    void push(Addressed one) {
        var message = one.message();
        var leave = leaves.of(List.of(message)).get(message.messageId());
        if (leave == null || !leave.open(Channel.PUSH)) {
            queue.settle(List.of(message), WITHHELD);
            return;
        }
        if (postponed(one, leave)) {
            return;
        }
        var signal =
                new PushEndpoints.Signal(
                        message.messageId(),
                        leave.kind(),
                        Wordings.in(one.contact().language()).pushText());
        switch (phones.signal(message.accountId(), signal)) {
            case Outcome.Done _ -> queue.settle(List.of(message), "SENT");
            case Outcome.Refused _ -> queue.settle(List.of(message), "REFUSED");
            case Outcome.Later(var pause) -> queue.retry(message, pause);
        }
    }
}
