package com.bestqi.notification.message;

import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Messages to many people about the same, made with one statement. */
@ApplicationScoped
public class AnnouncedMessages {
    private final MessageQueue queue;
    private final MessageWakes wakes;
    private final Clock clock;

    AnnouncedMessages(MessageQueue queue, MessageWakes wakes, Clock clock) {
        this.queue = queue;
        this.wakes = wakes;
        this.clock = clock;
    }

    /**
     * Has a mail sent to each of these people, unless it was before. Part of the caller's
     * transaction, which holds their locks.
     *
     * @param from when the first may go
     * @param perSecond how many may go in a second; 0 is as many as can be
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void mail(
            UUID announcementId,
            NotificationKind kind,
            Collection<UUID> accountIds,
            Instant from,
            int perSecond) {
        queue.addAll(announcementId, accountIds, Channel.MAIL, kind.urgency(), from, perSecond);
        wakes.afterCommit();
    }

    /** Has the phones of these people told, in the same way. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void push(UUID announcementId, NotificationKind kind, Collection<UUID> accountIds) {
        if (!accountIds.isEmpty()) {
            queue.addAll(
                    announcementId, accountIds, Channel.PUSH, kind.urgency(), clock.instant(), 0);
            wakes.afterCommit();
        }
    }
}
