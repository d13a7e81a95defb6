package com.bestqi.notification.announcement;

import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.preference.Channel;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of announcements. */
@ApplicationScoped
class AnnouncementRepository {
    private static final String SELECT =
            "SELECT announcement_id, kind, template, parameters, policy_version,"
                    + " announced_at, told_up_to, texts, effective_at, mail_from, due_at"
                    + " FROM announcement ";

    private final Database database;

    AnnouncementRepository(Database database) {
        this.database = database;
    }

    /** Adds one; again changes nothing. */
    void add(Announcement made) {
        database.update(
                "INSERT INTO announcement (announcement_id, kind, template, policy_version,"
                        + " parameters, announced_at, told_up_to, due_at, texts, effective_at)"
                        + " VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?)"
                        + " ON CONFLICT DO NOTHING",
                made.announcementId(),
                made.notice().kind(),
                made.notice().template(),
                made.policyVersion(),
                made.notice().parameters(),
                made.announcedAt(),
                made.toldUpTo(),
                made.dueAt(),
                made.texts(),
                made.effectiveAt());
    }

    /** What was announced has happened. */
    void close(String policyVersion, Instant at) {
        database.update(
                "UPDATE announcement SET closed_at = ?"
                        + " WHERE policy_version = ? AND closed_at IS NULL",
                at,
                policyVersion);
    }

    /** Everybody who was there has been told. */
    void close(UUID announcementId, Instant at) {
        database.update(
                "UPDATE announcement SET closed_at = ? WHERE announcement_id = ?",
                at,
                announcementId);
    }

    /** One that is due, for this transaction alone; those another replica has are passed over. */
    Optional<Announcement> take(Instant now) {
        return database.first(
                SELECT
                        + "WHERE closed_at IS NULL AND due_at <= ?"
                        + " ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                AnnouncementRepository::read,
                now);
    }

    /** Notes when the next mail may go. */
    void mailFrom(UUID announcementId, Instant next) {
        database.update(
                "UPDATE announcement SET mail_from = ? WHERE announcement_id = ?",
                next,
                announcementId);
    }

    Optional<Announcement> find(UUID announcementId) {
        return database.first(
                SELECT + "WHERE announcement_id = ?", AnnouncementRepository::read, announcementId);
    }

    /** Whether everybody has been told who was there. */
    boolean isClosed(UUID announcementId) {
        return database.first(
                        "SELECT FROM announcement"
                                + " WHERE announcement_id = ? AND closed_at IS NOT NULL",
                        _ -> true,
                        announcementId)
                .isPresent();
    }

    /** How many people have it in their inbox. */
    long inInboxes(UUID announcementId) {
        return database.first(
                        "SELECT count(*) AS n FROM notification WHERE announcement_id = ?",
                        row -> row.getLong("n"),
                        announcementId)
                .orElse(0L);
    }

    /** How many of its messages by one channel are in one state. */
    record Count(Channel channel, String state, long messages) {}

    List<Count> counts(UUID announcementId) {
        return database.query(
                "SELECT channel, state, count(*) AS n FROM message WHERE announcement_id = ?"
                        + " GROUP BY channel, state",
                row ->
                        new Count(
                                Channel.valueOf(row.getString("channel")),
                                row.getString("state"),
                                row.getLong("n")),
                announcementId);
    }

    /** Notes how far the round has come. */
    void reach(UUID announcementId, UUID toldUpTo) {
        database.update(
                "UPDATE announcement SET told_up_to = ? WHERE announcement_id = ?",
                toldUpTo,
                announcementId);
    }

    /** Ends the round; the next one begins anew. */
    void endRound(UUID announcementId, Instant next) {
        database.update(
                "UPDATE announcement SET told_up_to = ?, due_at = ? WHERE announcement_id = ?",
                Announcement.START,
                next,
                announcementId);
    }

    /** The next live people, by id, who have no notice of it. */
    List<UUID> untold(Announcement announcement, int atMost) {
        return database.query(
                """
                SELECT s.account_id FROM data_subject s
                WHERE s.state = 'LIVE' AND s.account_id > ? AND NOT EXISTS (
                    SELECT FROM notification n
                    WHERE n.announcement_id = ? AND n.account_id = s.account_id)
                ORDER BY s.account_id LIMIT ?
                """,
                rows -> rows.getObject("account_id", UUID.class),
                announcement.toldUpTo(),
                announcement.announcementId(),
                atMost);
    }

    /**
     * What somebody must be told who registered at that time and accepted that version: every
     * version that is not in force yet, and what had just come into force when they still accepted
     * the old one.
     */
    List<Announcement> forNewcomer(String acceptedVersion, Instant justBefore) {
        return database.query(
                SELECT
                        + "WHERE policy_version <> ?"
                        + " AND (closed_at IS NULL OR closed_at > ?) ORDER BY announced_at",
                AnnouncementRepository::read,
                acceptedVersion,
                justBefore);
    }

    private static Announcement read(ResultSet rows) throws SQLException {
        return new Announcement(
                rows.getObject("announcement_id", UUID.class),
                new Inbox.Notice(
                        rows.getString("template"),
                        rows.getString("kind"),
                        rows.getString("parameters")),
                rows.getString("policy_version"),
                rows.getTimestamp("announced_at").toInstant(),
                rows.getObject("told_up_to", UUID.class),
                rows.getString("texts"),
                Database.instant(rows, "effective_at"),
                Database.instant(rows, "mail_from"),
                rows.getTimestamp("due_at").toInstant());
    }
}
