package com.bestqi.notification.inbox;

import com.bestqi.notification.inbox.AnnouncedWords.Announced;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts messages into a person's inbox and gives them out again. */
@ApplicationScoped
public class Inbox {
    /** The template of a change of the policy. */
    public static final String POLICY_ANNOUNCED = "policy-announced";

    /** The template of a new recipient of personal data. */
    public static final String RECIPIENT_ADDED = "recipient-added";

    /** The template of what staff wrote themselves. */
    public static final String ANNOUNCED = "announcement";

    private static final String TITLE = "notification.title";
    private static final String BODY = "notification.body";
    private static final String WHY = "notification.why";

    private final NotificationRepository notifications;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final AnnouncedWords announced;
    private final InboxWatchers watchers;
    private final Clock clock;

    Inbox(
            NotificationRepository notifications,
            Subjects subjects,
            SubjectKeys keys,
            AnnouncedWords announced,
            InboxWatchers watchers,
            Clock clock) {
        this.notifications = notifications;
        this.subjects = subjects;
        this.keys = keys;
        this.announced = announced;
        this.watchers = watchers;
        this.clock = clock;
    }

    /** What is put in. */
    public record Entry(String template, String kind, String title, String body, String why) {
        @Override
        public String toString() {
            return "Entry[" + template + "]";
        }
    }

    /**
     * What everybody is told; the words are made when it is read.
     *
     * @param parameters versions and times that the words need, as JSON
     */
    public record Notice(String template, String kind, String parameters) {}

    /** What the person sees. */
    record Shown(
            UUID notificationId,
            String kind,
            String title,
            String body,
            String why,
            Instant createdAt,
            @Nullable Instant readAt) {
        @Override
        public String toString() {
            return "Shown[" + notificationId + "]";
        }
    }

    /**
     * Puts an entry in, unless it is there, or one of a template of which there is only one. Part
     * of the caller's transaction, which holds the person's lock.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void put(UUID notificationId, UUID accountId, Entry entry) {
        var cipher = keys.cipher(accountId);
        notifications.add(
                new Notification(
                        notificationId,
                        accountId,
                        entry.template(),
                        entry.kind(),
                        Objects.requireNonNull(cipher.encrypt(TITLE, entry.title())),
                        Objects.requireNonNull(cipher.encrypt(BODY, entry.body())),
                        Objects.requireNonNull(cipher.encrypt(WHY, entry.why())),
                        null,
                        null,
                        clock.instant(),
                        null));
        watchers.wakeAfterCommit(accountId);
    }

    /**
     * Puts a notice of an announcement into the inbox of each of these people who have none of it
     * yet, with one statement, and says whose those were. Part of the caller's transaction, which
     * holds their locks.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> put(UUID announcementId, Notice notice, Collection<UUID> accountIds) {
        if (accountIds.isEmpty()) {
            return List.of();
        }
        var told = notifications.add(announcementId, notice, accountIds, clock.instant());
        told.forEach(watchers::wakeAfterCommit);
        return told;
    }

    /** One more than asked for, newest first, so that the caller sees whether there is more. */
    List<Shown> list(UUID accountId, PageRequest asked, String language) {
        int limit = asked.limit() + 1;
        var stored =
                asked.from()
                        .map(last ->
                                notifications.olderThan(
                                        accountId, position(accountId, last), limit))
                        .orElseGet(() -> notifications.newest(accountId, limit));
        return stored.stream().map(message -> open(message, language)).toList();
    }

    private Notification position(UUID accountId, String last) {
        if (!last.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw PageRequest.badCursor();
        }
        return notifications
                .find(accountId, UUID.fromString(last))
                .orElseThrow(PageRequest::badCursor);
    }

    Shown open(Notification stored, String language) {
        var announcementId = stored.announcementId();
        if (announcementId != null) {
            var text = notice(stored, announcementId).in(language);
            return shown(stored, text.title(), text.body(), text.why());
        }
        var cipher = keys.cipher(stored.accountId());
        return shown(
                stored,
                Objects.requireNonNull(cipher.decrypt(TITLE, stored.title())),
                Objects.requireNonNull(cipher.decrypt(BODY, stored.body())),
                Objects.requireNonNull(cipher.decrypt(WHY, stored.why())));
    }

    /** What staff wrote lies with the announcement; other words are made of what the row says. */
    private Announced notice(Notification stored, UUID announcementId) {
        return stored.template().equals(ANNOUNCED)
                ? announced.find(announcementId).orElseThrow()
                : new Announced(
                        NotificationKind.valueOf(stored.kind()),
                        stored.template(),
                        String.valueOf(stored.parameters()),
                        null);
    }

    private static Shown shown(Notification stored, String title, String body, String why) {
        return new Shown(
                stored.notificationId(),
                stored.kind(),
                title,
                body,
                why,
                stored.createdAt(),
                stored.readAt());
    }

    /** Marks a message as read; again changes nothing. */
    @Transactional
    void read(UUID accountId, UUID notificationId) {
        subjects.share(accountId, Processing.OWN_DATA, DataCategory.MESSAGE);
        if (!notifications.read(accountId, notificationId, clock.instant())) {
            throw ProblemException.notFound();
        }
    }
}
