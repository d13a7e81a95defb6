package com.bestqi.notification.announcement;

import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.preference.NotificationKind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An announcement that people are being told of.
 *
 * @param notice what is put into each inbox
 * @param policyVersion what has happened when that version is in force; without one, everybody who
 *     is there is told once and that is all
 * @param toldUpTo the last data subject that the round under way has come to
 * @param texts title and body by language, as JSON, where staff wrote them
 * @param effectiveAt when what is announced happens, where staff said
 * @param mailFrom when its next mail may go; null is at once
 * @param dueAt from when the round under way was due
 */
record Announcement(
        UUID announcementId,
        Inbox.Notice notice,
        @Nullable String policyVersion,
        Instant announcedAt,
        UUID toldUpTo,
        @Nullable String texts,
        @Nullable Instant effectiveAt,
        @Nullable Instant mailFrom,
        Instant dueAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Before the first data subject. */
    static final UUID START = new UUID(0, 0);

    /** One whose words are made of a template. */
    static Announcement ofTemplate(
            UUID announcementId,
            Inbox.Notice notice,
            @Nullable String policyVersion,
            Instant announcedAt) {
        return new Announcement(
                announcementId,
                notice,
                policyVersion,
                announcedAt,
                START,
                null,
                null,
                null,
                announcedAt);
    }

    /**
     * Whether the round under way is the first. Who came while it passed may have been missed by
     * it, however long it took; the next one finds them.
     */
    boolean inFirstRound() {
        return !dueAt.isAfter(announcedAt);
    }

    /** What its words need, and what staff said of it. */
    Map<String, String> given() {
        try {
            return JSON.readValue(notice.parameters(), new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters are not JSON", e);
        }
    }

    /** What it is about. */
    NotificationKind about() {
        return NotificationKind.valueOf(notice.kind());
    }
}
