package com.bestqi.notification.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind.Urgency;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table of messages; every change of state names the state and the try it comes from. */
@ApplicationScoped
class MessageQueue {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A worker that was too slow is known by the number of its try. */
    private static final String CLAIMED =
            " unnest(?, ?) AS c (message_id, attempts) WHERE message.message_id = c.message_id"
                    + " AND message.attempts = c.attempts";

    private final Database database;
    private final DatabaseClock clock;
    private final MessageConfig config;

    MessageQueue(Database database, DatabaseClock clock, MessageConfig config) {
        this.database = database;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Adds a message; false when it was added before, or the person has, or had, one of a template
     * of which there is only one. Throws {@link IllegalArgumentException} for an id that another
     * message has: it would be lost without a trace.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean add(
            UUID messageId,
            UUID accountId,
            MessageTemplate template,
            Map<String, String> parameters) {
        boolean added =
                add(
                        messageId,
                        accountId,
                        Channel.MAIL,
                        template.key(),
                        parameters,
                        template.kind().urgency());
        if (!added && isAnother(messageId, accountId, template)) {
            throw new IllegalArgumentException("the id is that of another message");
        }
        return added;
    }

    private boolean isAnother(UUID messageId, UUID accountId, MessageTemplate template) {
        return database.first(
                        "SELECT FROM message WHERE message_id = ?"
                                + " AND (account_id <> ? OR template <> ?)",
                        _ -> true,
                        messageId,
                        accountId,
                        template.key())
                .isPresent();
    }

    /** Has a person's phones told of a message that is in their inbox; once for each message. */
    @Transactional(Transactional.TxType.MANDATORY)
    void addPush(PendingMessage message, Urgency urgency) {
        add(
                UUID.nameUUIDFromBytes(("push " + message.messageId()).getBytes(UTF_8)),
                message.accountId(),
                Channel.PUSH,
                message.template(),
                message.parameters(),
                urgency);
    }

    private boolean add(
            UUID messageId,
            UUID accountId,
            Channel channel,
            String template,
            Map<String, String> parameters,
            Urgency urgency) {
        var now = clock.instant();
        return database.update(
                        "INSERT INTO message (message_id, account_id, channel, template,"
                                + " parameters, priority, state, due_at, requested_at)"
                                + " VALUES (?, ?, ?, ?, ?::jsonb, ?, 'PENDING', ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        messageId,
                        accountId,
                        channel.name(),
                        template,
                        json(parameters),
                        urgency.ordinal(),
                        now,
                        now)
                == 1;
    }

    /**
     * Adds one message for each of these people about what everybody is told, with one statement;
     * whoever has one keeps it.
     *
     * @param from when the first may go
     * @param perSecond how many may go in a second; 0 is as many as can be
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void addAll(
            UUID announcementId,
            Collection<UUID> accountIds,
            Channel channel,
            Urgency urgency,
            Instant from,
            int perSecond) {
        database.update(
                "INSERT INTO message (message_id, account_id, channel, template, announcement_id,"
                        + " priority, state, due_at, requested_at)"
                        + " SELECT gen_random_uuid(), account_id, ?, ?, ?, ?, 'PENDING',"
                        + " ?::timestamptz + (n - 1) * ?::float8 * interval '1 second', ?"
                        + " FROM unnest(?) WITH ORDINALITY AS p (account_id, n)"
                        + " ON CONFLICT DO NOTHING",
                channel.name(),
                PendingMessage.ANNOUNCED,
                announcementId,
                urgency.ordinal(),
                from,
                perSecond == 0 ? 0.0 : 1.0 / perSecond,
                clock.instant(),
                accountIds.toArray(UUID[]::new));
    }

    /**
     * Takes on messages that are due, the urgent ones first; those another worker has are passed
     * over.
     */
    @Transactional
    List<PendingMessage> claim(Urgency most, int atMost) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE message SET attempts = attempts + 1, due_at = ?
                WHERE message_id IN (
                    SELECT message_id FROM message
                    WHERE state = 'PENDING' AND priority <= ? AND due_at <= ?
                    ORDER BY priority, due_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING message_id, account_id, channel, template, parameters,
                    announcement_id, attempts, requested_at
                """,
                MessageQueue::read,
                now.plus(config.lease()),
                most.ordinal(),
                now,
                atMost);
    }

    /**
     * Marks mails as being sent, with one statement, and says which; somebody else has taken the
     * others since.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Set<UUID> sending(List<PendingMessage> messages) {
        return messages.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        database.query(
                                "UPDATE message SET state = 'SENDING', due_at = ? FROM"
                                        + CLAIMED
                                        + " AND state = 'PENDING' RETURNING message.message_id",
                                row -> row.getObject("message_id", UUID.class),
                                // Asking for the address may have taken most of the lease.
                                clock.instant().plus(config.lease()),
                                ids(messages),
                                attempts(messages)));
    }

    /** Notes how these ended, with one statement. */
    @Transactional
    void settle(List<PendingMessage> messages, String state) {
        if (!messages.isEmpty()) {
            database.update(
                    "UPDATE message SET state = ?, settled_at = ? FROM" + CLAIMED,
                    state,
                    clock.instant(),
                    ids(messages),
                    attempts(messages));
        }
    }

    private static UUID[] ids(List<PendingMessage> messages) {
        return messages.stream().map(PendingMessage::messageId).toArray(UUID[]::new);
    }

    private static Integer[] attempts(List<PendingMessage> messages) {
        return messages.stream().map(PendingMessage::attempt).toArray(Integer[]::new);
    }

    /** Lets a message wait, which counts as no try. */
    @Transactional(Transactional.TxType.MANDATORY)
    void postpone(PendingMessage message, Instant until) {
        database.update(
                "UPDATE message SET state = 'PENDING', due_at = ?, attempts = attempts - 1"
                        + " WHERE message_id = ? AND attempts = ?",
                until,
                message.messageId(),
                message.attempt());
    }

    /** Puts a message back for a later try, or gives it up when it is too old. */
    @Transactional
    void retry(PendingMessage message) {
        retry(message, Duration.ZERO);
    }

    /** The same, not before a pause that was asked for. */
    @Transactional
    void retry(PendingMessage message, Duration atLeast) {
        var now = clock.instant();
        if (message.requestedAt().plus(config.giveUpAfter()).isBefore(now)) {
            settle(List.of(message), "GIVEN_UP");
            return;
        }
        var pause =
                new BackOff(config.retryAfter(), config.retryAtMost()).after(message.attempt() - 1);
        var wait = pause.compareTo(atLeast) < 0 ? atLeast : pause;
        database.update(
                "UPDATE message SET state = 'PENDING', due_at = ?"
                        + " WHERE message_id = ? AND attempts = ?",
                now.plus(wait),
                message.messageId(),
                message.attempt());
    }

    /**
     * Mails whose worker died while sending: they may be on their way, so they are not sent again.
     * Returns how many there were.
     */
    @Transactional
    int doubt() {
        return database.update(
                "UPDATE message SET state = 'DOUBTFUL', settled_at = ?"
                        + " WHERE state = 'SENDING' AND due_at < ?",
                clock.instant(),
                clock.instant());
    }

    /** Whom a mail went to that was taken, or came back before. */
    Optional<UUID> mailedTo(UUID messageId) {
        return database.first(
                "SELECT account_id FROM message WHERE message_id = ? AND channel = 'MAIL'"
                        + " AND state IN ('SENT', 'DOUBTFUL', 'REFUSED')",
                row -> row.getObject("account_id", UUID.class),
                messageId);
    }

    /** The server that had taken it has sent it back. */
    @Transactional(Transactional.TxType.MANDATORY)
    void cameBack(UUID messageId) {
        database.update(
                "UPDATE message SET state = 'REFUSED', settled_at = ?"
                        + " WHERE message_id = ? AND state IN ('SENT', 'DOUBTFUL')",
                clock.instant(),
                messageId);
    }

    private static PendingMessage read(ResultSet rows) throws SQLException {
        return new PendingMessage(
                rows.getObject("message_id", UUID.class),
                rows.getObject("account_id", UUID.class),
                Channel.valueOf(rows.getString("channel")),
                rows.getString("template"),
                parameters(rows.getString("parameters")),
                rows.getObject("announcement_id", UUID.class),
                rows.getInt("attempts"),
                rows.getTimestamp("requested_at").toInstant());
    }

    private static Map<String, String> parameters(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters are not JSON", e);
        }
    }

    private static String json(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters are always JSON", e);
        }
    }
}
