package com.bestqi.notification.announcement;

import com.bestqi.notification.inbox.Inbox;
import java.util.UUID;

/**
 * An announcement that people are being told of.
 *
 * @param notice what is put into each inbox
 * @param toldUpTo the last data subject that the round under way has come to
 */
record Announcement(UUID announcementId, Inbox.Notice notice, UUID toldUpTo) {
    /** Before the first data subject. */
    static final UUID START = new UUID(0, 0);
}
