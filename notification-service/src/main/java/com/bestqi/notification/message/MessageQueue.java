package com.bestqi.notification.message;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table of messages; every change of state names the state and the try it comes from. */
@ApplicationScoped
class MessageQueue {
    private static final ObjectMapper JSON = new ObjectMapper();

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
     * of which there is only one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean add(
            UUID messageId,
            UUID accountId,
            MessageTemplate template,
            Map<String, String> parameters) {
        var now = clock.instant();
        return database.update(
                        "INSERT INTO message"
                                + " (message_id, account_id, template, parameters, state, due_at,"
                                + " requested_at)"
                                + " VALUES (?, ?, ?, ?::jsonb, 'PENDING', ?, ?) ON CONFLICT DO NOTHING",
                        messageId,
                        accountId,
                        template.key(),
                        json(parameters),
                        now,
                        now)
                == 1;
    }

    /** Takes on messages that are due; those another worker has are passed over. */
    @Transactional
    List<PendingMessage> claim(int atMost) {
        var now = clock.instant();
        return database.query(
                """
                UPDATE message SET attempts = attempts + 1, due_at = ?
                WHERE message_id IN (
                    SELECT message_id FROM message WHERE state = 'PENDING' AND due_at <= ?
                    ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING message_id, account_id, template, parameters, attempts, requested_at
                """,
                MessageQueue::read,
                now.plus(config.lease()),
                now,
                atMost);
    }

    /** Marks the mail as being sent; false when somebody else has taken the message since. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean sending(PendingMessage message) {
        return database.update(
                        "UPDATE message SET state = 'SENDING'"
                                + " WHERE message_id = ? AND state = 'PENDING' AND attempts = ?",
                        message.messageId(),
                        message.attempt())
                == 1;
    }

    /** Notes how it ended. */
    @Transactional
    void settle(PendingMessage message, String state) {
        database.update(
                "UPDATE message SET state = ?, settled_at = ?"
                        + " WHERE message_id = ? AND attempts = ?",
                state,
                clock.instant(),
                message.messageId(),
                message.attempt());
    }

    /** Puts a message back for a later try, or gives it up when it is too old. */
    @Transactional
    void retry(PendingMessage message) {
        var now = clock.instant();
        if (message.requestedAt().plus(config.giveUpAfter()).isBefore(now)) {
            settle(message, "GIVEN_UP");
            return;
        }
        var pause =
                new BackOff(config.retryAfter(), config.retryAtMost()).after(message.attempt() - 1);
        database.update(
                "UPDATE message SET state = 'PENDING', due_at = ?"
                        + " WHERE message_id = ? AND attempts = ?",
                now.plus(pause),
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

    private static PendingMessage read(ResultSet rows) throws SQLException {
        var template = rows.getString("template");
        return new PendingMessage(
                rows.getObject("message_id", UUID.class),
                rows.getObject("account_id", UUID.class),
                MessageTemplate.find(template)
                        .orElseThrow(
                                () -> new IllegalStateException("unknown template " + template)),
                parameters(rows.getString("parameters")),
                rows.getInt("attempts"),
                instant(rows));
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

    private static Instant instant(ResultSet rows) throws SQLException {
        return rows.getTimestamp("requested_at").toInstant();
    }
}
