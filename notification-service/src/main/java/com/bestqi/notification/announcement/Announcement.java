package com.bestqi.notification.announcement;

import com.bestqi.notification.inbox.Inbox;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An announcement that people are being told of.
 *
 * @param notice what is put into each inbox
 * @param policyVersion what has happened when that version is in force; without one, everybody who
 *     is there is told once and that is all
 * @param toldUpTo the last data subject that the round under way has come to
 */
record Announcement(
        UUID announcementId,
        Inbox.Notice notice,
        @Nullable String policyVersion,
        Instant announcedAt,
        UUID toldUpTo) {
    /** Before the first data subject. */
    static final UUID START = new UUID(0, 0);
}
