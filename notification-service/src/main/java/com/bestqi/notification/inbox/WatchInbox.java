package com.bestqi.notification.inbox;

import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody who watches their inbox has not had yet. */
@ApplicationScoped
class WatchInbox {
    private static final int MOST_AT_ONCE = 500;

    private final NotificationRepository notifications;
    private final Inbox inbox;
    private final Subjects subjects;
    private final Clock clock;

    WatchInbox(NotificationRepository notifications, Inbox inbox, Subjects subjects, Clock clock) {
        this.notifications = notifications;
        this.inbox = inbox;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Where a stream begins: behind the last event a client had, or with what comes now. Throws 410
     * or 503, and 400 for an id that is none.
     */
    InboxPosition begin(UUID accountId, @Nullable String lastEventId) {
        subjects.live(accountId);
        if (lastEventId != null && !lastEventId.isEmpty()) {
            var last = notifications.find(accountId, id(lastEventId));
            if (last.isPresent()) {
                var resumed = new InboxPosition(last.get().createdAt());
                resumed.skip(after(accountId, resumed), last.get());
                return resumed;
            }
            // It has expired since, or was another person's: as if there were none.
        }
        var fresh = new InboxPosition(clock.instant());
        after(accountId, fresh).forEach(fresh::advance);
        return fresh;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("Last-Event-ID", "is not the id of an event");
        }
    }

    /** What came since, oldest first. Throws 410 when the person is erased. */
    List<Notification> next(UUID accountId, InboxPosition position) {
        subjects.live(accountId);
        return after(accountId, position).stream().filter(position::isNew).toList();
    }

    /** The words of one. */
    Inbox.Shown open(Notification stored, String language) {
        return inbox.open(stored, language);
    }

    private List<Notification> after(UUID accountId, InboxPosition position) {
        return notifications.since(accountId, position.from(), MOST_AT_ONCE);
    }
}
