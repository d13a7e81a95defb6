package com.bestqi.notification.inbox;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table behind the inbox. Every query names the person. */
@ApplicationScoped
class NotificationRepository {
    private static final String COLUMNS =
            " notification_id, account_id, template, kind, title, body, why, announcement_id,"
                    + " parameters, created_at, read_at ";

    private final Database database;

    NotificationRepository(Database database) {
        this.database = database;
    }

    /** Adds a message; the second of the same id, or a second welcome, changes nothing. */
    void add(Notification made) {
        database.update(
                "INSERT INTO notification ("
                        + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                made.notificationId(),
                made.accountId(),
                made.template(),
                made.kind(),
                made.title(),
                made.body(),
                made.why(),
                made.createdAt(),
                made.readAt());
    }

    /**
     * Adds a notice of an announcement for each of these people who have none, and says for whom.
     */
    List<UUID> add(
            UUID announcementId, Inbox.Notice notice, Collection<UUID> accountIds, Instant at) {
        return database.query(
                "INSERT INTO notification (notification_id, account_id, template, kind,"
                        + " announcement_id, parameters, created_at)"
                        + " SELECT gen_random_uuid(), account_id, ?, ?, ?, ?::jsonb, ?"
                        + " FROM unnest(?) AS p (account_id)"
                        + " ON CONFLICT DO NOTHING RETURNING account_id",
                rows -> rows.getObject("account_id", UUID.class),
                notice.template(),
                notice.kind(),
                announcementId,
                notice.parameters(),
                at,
                accountIds.toArray(UUID[]::new));
    }

    List<Notification> newest(UUID accountId, int limit) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM notification WHERE account_id = ?"
                        + " ORDER BY created_at DESC, notification_id DESC LIMIT ?",
                NotificationRepository::read,
                accountId,
                limit);
    }

    List<Notification> olderThan(UUID accountId, Notification last, int limit) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM notification WHERE account_id = ?"
                        + " AND (created_at, notification_id) < (?, ?)"
                        + " ORDER BY created_at DESC, notification_id DESC LIMIT ?",
                NotificationRepository::read,
                accountId,
                last.createdAt(),
                last.notificationId(),
                limit);
    }

    /** What came at that time or later, oldest first. */
    List<Notification> since(UUID accountId, Instant from, int limit) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM notification WHERE account_id = ? AND created_at >= ?"
                        + " ORDER BY created_at, notification_id LIMIT ?",
                NotificationRepository::read,
                accountId,
                from,
                limit);
    }

    Optional<Notification> find(UUID accountId, UUID notificationId) {
        return database.first(
                "SELECT"
                        + COLUMNS
                        + "FROM notification WHERE notification_id = ? AND account_id = ?",
                NotificationRepository::read,
                notificationId,
                accountId);
    }

    /** Marks a message as read, keeping the first time; false when it is not this person's. */
    boolean read(UUID accountId, UUID notificationId, Instant at) {
        return database.update(
                        "UPDATE notification SET read_at = coalesce(read_at, ?)"
                                + " WHERE notification_id = ? AND account_id = ?",
                        at,
                        notificationId,
                        accountId)
                == 1;
    }

    private static Notification read(ResultSet rows) throws SQLException {
        return new Notification(
                rows.getObject("notification_id", UUID.class),
                rows.getObject("account_id", UUID.class),
                rows.getString("template"),
                rows.getString("kind"),
                rows.getBytes("title"),
                rows.getBytes("body"),
                rows.getBytes("why"),
                rows.getObject("announcement_id", UUID.class),
                rows.getString("parameters"),
                rows.getTimestamp("created_at").toInstant(),
                Database.instant(rows, "read_at"));
    }
}
