package com.bestqi.notification.message;

import com.bestqi.notification.inbox.AnnouncedWords;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.preference.Preference;
import com.bestqi.notification.preference.Preferences;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what people may be told, and takes their locks for as long as the transaction lasts. */
@ApplicationScoped
class Leaves {
    private final AnnouncedWords announced;
    private final Preferences preferences;
    private final Subjects subjects;

    Leaves(AnnouncedWords announced, Preferences preferences, Subjects subjects) {
        this.announced = announced;
        this.preferences = preferences;
        this.subjects = subjects;
    }

    /** By which channels one message may go at this moment. */
    record Leave(NotificationKind kind, Preference preference, boolean switchedOn) {
        boolean open(Channel channel) {
            return preference.open(kind, channel, switchedOn);
        }

        boolean any() {
            return Stream.of(Channel.values()).anyMatch(this::open);
        }
    }

    /** Of those who may be told something of a kind by one channel at least, with two queries. */
    @Transactional(Transactional.TxType.MANDATORY)
    Map<UUID, Leave> of(Collection<UUID> accountIds, NotificationKind kind) {
        var people =
                subjects.shareAll(
                        accountIds, kind.processing(), DataCategory.MESSAGE, DataCategory.CONTACT);
        var chosen = preferences.of(people.keySet());
        var leaves = new HashMap<UUID, Leave>();
        for (Subject person : people.values()) {
            var leave =
                    new Leave(
                            kind,
                            chosen.getOrDefault(person.accountId(), Preference.NONE),
                            Preferences.switchedOn(person));
            if (leave.any()) {
                leaves.put(person.accountId(), leave);
            }
        }
        return leaves;
    }

    /** Of those messages that may go by one channel at least, by their ids. */
    @Transactional(Transactional.TxType.MANDATORY)
    Map<UUID, Leave> of(List<PendingMessage> messages) {
        var leaves = new HashMap<UUID, Leave>();
        messages.stream()
                .collect(Collectors.groupingBy(this::kind))
                .forEach((kind, ofKind) -> {
                    var people = ofKind.stream().map(PendingMessage::accountId).toList();
                    var byPerson = of(people, kind);
                    for (var message : ofKind) {
                        var leave = byPerson.get(message.accountId());
                        if (leave != null) {
                            leaves.put(message.messageId(), leave);
                        }
                    }
                });
        return leaves;
    }

    private NotificationKind kind(PendingMessage message) {
        var announcementId = message.announcementId();
        return announcementId == null
                ? MessageTemplate.of(message).kind()
                : announced.find(announcementId).orElseThrow().kind();
    }
}
