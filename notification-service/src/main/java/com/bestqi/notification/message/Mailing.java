package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.contact.ContactLookup;
import com.bestqi.notification.inbox.AnnouncedWords;
import com.bestqi.notification.inbox.AnnouncedWords.Announced;
import com.bestqi.notification.mail.Letter;
import com.bestqi.notification.mail.MailSender;
import com.bestqi.notification.mail.MailSender.Delivery;
import com.bestqi.notification.message.Leaves.Leave;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.preference.Preferences;
import com.bestqi.notification.wording.Wordings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes letters and hands them to the mail server, over some connections at once. */
@ApplicationScoped
class Mailing {
    /** Connections to the mail server for one round. */
    private static final int LINES = 4;

    /** What a slow mail server has not taken by then waits for another round. */
    private static final Duration ROUND = Duration.ofSeconds(20);

    private final MessageQueue queue;
    private final AnnouncedWords announced;
    private final Preferences preferences;
    private final ContactLookup contacts;
    private final MailSender mails;
    private final Bounces bounces;
    private final Clock clock;
    private final String publicUrl;

    Mailing(
            MessageQueue queue,
            AnnouncedWords announced,
            Preferences preferences,
            ContactLookup contacts,
            MailSender mails,
            Bounces bounces,
            Clock clock,
            @ConfigProperty(name = "bestqi.public.url") String publicUrl) {
        this.queue = queue;
        this.announced = announced;
        this.preferences = preferences;
        this.contacts = contacts;
        this.mails = mails;
        this.bounces = bounces;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    private record Written(Addressed one, Letter letter) {}

    /** Sends those that there is leave for, and notes how each ended. */
    @Transactional(Transactional.TxType.MANDATORY)
    void send(List<Addressed> some, Map<UUID, Leave> open) {
        var free = some.stream().filter(one -> open.containsKey(id(one))).toList();
        var ended = deliver(written(free, open));
        var byDelivery = new EnumMap<Delivery, List<PendingMessage>>(Delivery.class);
        for (var one : free) {
            byDelivery
                    .computeIfAbsent(
                            ended.getOrDefault(id(one), Delivery.AWAY), _ -> new ArrayList<>())
                    .add(one.message());
        }
        byDelivery.forEach(this::settle);
    }

    private void settle(Delivery delivery, List<PendingMessage> messages) {
        switch (delivery) {
            case TAKEN -> queue.settle(messages, "SENT");
            case DOUBTFUL -> queue.settle(messages, "DOUBTFUL");
            case REFUSED -> {
                queue.settle(messages, "REFUSED");
                contacts.bounced(messages.stream().map(PendingMessage::accountId).toList());
            }
            case AWAY -> messages.forEach(queue::retry);
        }
    }

    private Map<UUID, Delivery> deliver(List<Written> letters) {
        var ended = new ConcurrentHashMap<UUID, Delivery>();
        var waiting = new ConcurrentLinkedQueue<>(letters);
        var until = clock.instant().plus(ROUND);
        try (var lines = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(LINES, letters.size()); i++) {
                lines.execute(() -> deliver(waiting, ended, until));
            }
        }
        return ended;
    }

    private void deliver(Queue<Written> waiting, Map<UUID, Delivery> ended, Instant until) {
        try (var line = mails.open()) {
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                if (clock.instant().isAfter(until)) {
                    return;
                }
                // What fails from here on may be on its way.
                ended.put(id(next.one()), Delivery.DOUBTFUL);
                ended.put(
                        id(next.one()),
                        line.send(
                                next.one().message().mailName(),
                                next.one().contact().email(),
                                bounces.wayBack(next.one()),
                                next.letter(),
                                null));
            }
        }
    }

    private List<Written> written(List<Addressed> some, Map<UUID, Leave> open) {
        var letters = new ArrayList<Written>();
        some.stream()
                .collect(
                        Collectors.groupingBy(
                                one -> Objects.requireNonNull(open.get(id(one))).kind()))
                .forEach((kind, ofKind) -> letters.addAll(written(kind, ofKind)));
        return letters;
    }

    private List<Written> written(NotificationKind kind, List<Addressed> some) {
        if (kind.fixed(Channel.MAIL)) {
            return some.stream().map(one -> new Written(one, letter(one))).toList();
        }
        var tokens =
                preferences.tokens(
                        some.stream()
                                .map(one -> one.message().accountId())
                                .collect(Collectors.toSet()),
                        kind);
        return some.stream()
                .map(one ->
                        new Written(
                                one,
                                letter(one)
                                        .stoppableAt(
                                                publicUrl
                                                        + "/v1/unsubscriptions/"
                                                        + tokens.get(one.message().accountId()))))
                .toList();
    }

    private Letter letter(Addressed one) {
        var message = one.message();
        var announcementId = message.announcementId();
        if (announcementId == null) {
            return MessageTemplate.of(message).letter(one.contact(), message.parameters());
        }
        return letter(one.contact(), announced.find(announcementId).orElseThrow());
    }

    /** What everybody is told, as a letter to one of them. */
    static Letter letter(Contact contact, Announced what) {
        var language = Wordings.nearest(contact.language());
        var words = what.in(language);
        return new Letter(
                language,
                words.title(),
                MessageTemplate.greeting(contact),
                List.of(words.body().split("\\n{2,}")),
                null,
                words.why());
    }

    private static UUID id(Addressed one) {
        return one.message().messageId();
    }
}
