package com.bestqi.notification.inbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How far a stream of an inbox has come. Not for several threads. */
final class InboxPosition {
    private static final Comparator<Notification> IN_ORDER =
            Comparator.comparing(Notification::createdAt)
                    .thenComparing(Notification::notificationId);

    private final Map<UUID, Instant> seen = new HashMap<>();
    private Instant newest;

    /** Begins behind what came before a time. */
    InboxPosition(Instant newest) {
        this.newest = newest;
    }

    /** From where to look: some may have committed later than others that are newer. */
    Instant from() {
        return newest.minus(InboxWatchers.LATE);
    }

    /** Counts as seen whatever of these is not behind {@code last}. */
    void skip(List<Notification> stored, Notification last) {
        stored.stream().filter(one -> IN_ORDER.compare(one, last) <= 0).forEach(this::advance);
    }

    /** Whether the stream has not had it. */
    boolean isNew(Notification stored) {
        return !seen.containsKey(stored.notificationId());
    }

    /** The stream has had it. */
    void advance(Notification stored) {
        seen.put(stored.notificationId(), stored.createdAt());
        if (stored.createdAt().isAfter(newest)) {
            newest = stored.createdAt();
            var from = from();
            seen.values().removeIf(at -> at.isBefore(from));
        }
    }
}
