package com.bestqi.dsr.feedback;

import com.bestqi.dsr.rights.DueDate;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of feedback. */
@ApplicationScoped
class Feedbacks {
    private static final String COLUMNS =
            " feedback_id, account_id, kind, state, device_id, content, known, request_id,"
                    + " received_at, due_at ";
    private static final String CONTENT = "feedback.content";
    private static final String TEXT = "feedback_message.text";
    private static final String ATTACHED = "feedback_attachment.content";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final SubjectKeys keys;
    private final DatabaseClock clock;

    Feedbacks(Database database, SubjectKeys keys, DatabaseClock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    enum Kind {
        QUESTION,
        SUGGESTION,
        DEVICE_PROBLEM,
        PRIVACY_REQUEST
    }

    enum State {
        /** Waits for an answer. */
        OPEN,
        /** Answered; the person may ask on. */
        ANSWERED,
        /** Over. */
        CLOSED
    }

    /** What the person wrote, stored as ciphertext. */
    @RegisterForReflection
    record Words(String email, @Nullable String phone, String content) {
        @Override
        public String toString() {
            return "Words[hidden]";
        }
    }

    /**
     * A piece of feedback as read.
     *
     * @param known whether the person's log-in was fresh
     * @param requestId the request it was turned into
     */
    record Feedback(
            UUID feedbackId,
            UUID accountId,
            Kind kind,
            State state,
            @Nullable UUID deviceId,
            byte[] content,
            boolean known,
            @Nullable UUID requestId,
            Instant receivedAt,
            Instant dueAt) {
        static Feedback read(ResultSet rows) throws SQLException {
            return new Feedback(
                    rows.getObject("feedback_id", UUID.class),
                    rows.getObject("account_id", UUID.class),
                    Kind.valueOf(rows.getString("kind")),
                    State.valueOf(rows.getString("state")),
                    rows.getObject("device_id", UUID.class),
                    rows.getBytes("content"),
                    rows.getBoolean("known"),
                    rows.getObject("request_id", UUID.class),
                    Objects.requireNonNull(Database.instant(rows, "received_at")),
                    Objects.requireNonNull(Database.instant(rows, "due_at")));
        }

        @Override
        public String toString() {
            return "Feedback[" + feedbackId + "]";
        }
    }

    /** Something attached, without its content. */
    record Attachment(UUID attachmentId, UUID feedbackId, String contentType, int size) {}

    /** One message of a thread. */
    record Message(UUID feedbackId, boolean fromStaff, @Nullable String text, Instant at) {
        @Override
        public String toString() {
            return "Message[hidden]";
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(
            UUID feedbackId,
            UUID accountId,
            Kind kind,
            @Nullable UUID deviceId,
            Words words,
            boolean known) {
        var now = clock.instant();
        database.update(
                """
                INSERT INTO feedback (feedback_id, account_id, kind, state, device_id, content,
                    known, received_at, due_at)
                VALUES (?, ?, ?, 'OPEN', ?, ?, ?, ?, ?)
                """,
                feedbackId,
                accountId,
                kind.name(),
                deviceId,
                keys.cipher(accountId).encrypt(CONTENT, json(words)),
                known,
                now,
                DueDate.of(now));
    }

    private static String json(Words words) {
        try {
            return JSON.writeValueAsString(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("words are always JSON", e);
        }
    }

    /** Whether the person's key is there. */
    boolean readable(Feedback found) {
        return keys.find(found.accountId()).isPresent();
    }

    Words words(Feedback found) {
        try {
            return JSON.readValue(
                    keys.cipher(found.accountId()).decrypt(CONTENT, found.content()), Words.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("words are always JSON", e);
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void attach(UUID feedbackId, UUID accountId, int place, String contentType, byte[] content) {
        database.update(
                """
                INSERT INTO feedback_attachment (attachment_id, account_id, feedback_id, place,
                    content_type, size, content, added_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                UUID.randomUUID(),
                accountId,
                feedbackId,
                place,
                contentType,
                content.length,
                keys.cipher(accountId).encryptBytes(ATTACHED, content),
                clock.instant());
    }

    Optional<Feedback> find(UUID feedbackId) {
        return database.first(
                "SELECT" + COLUMNS + "FROM feedback WHERE feedback_id = ?",
                Feedback::read,
                feedbackId);
    }

    List<Feedback> of(UUID accountId, @Nullable Feedback behind, int limit) {
        var from = behind == null ? "" : " AND (received_at, feedback_id) < (?, ?)";
        var sql =
                "SELECT"
                        + COLUMNS
                        + "FROM feedback WHERE account_id = ?"
                        + from
                        + " ORDER BY received_at DESC, feedback_id DESC LIMIT "
                        + limit;
        return behind == null
                ? database.query(sql, Feedback::read, accountId)
                : database.query(
                        sql, Feedback::read, accountId, behind.receivedAt(), behind.feedbackId());
    }

    /** For staff: oldest first. */
    List<Feedback> queue(State state, @Nullable Feedback behind, int limit) {
        var from = behind == null ? "" : " AND (received_at, feedback_id) > (?, ?)";
        var sql =
                "SELECT"
                        + COLUMNS
                        + "FROM feedback WHERE state = ?"
                        + from
                        + " ORDER BY received_at, feedback_id LIMIT "
                        + limit;
        return behind == null
                ? database.query(sql, Feedback::read, state.name())
                : database.query(
                        sql,
                        Feedback::read,
                        state.name(),
                        behind.receivedAt(),
                        behind.feedbackId());
    }

    Map<UUID, List<Attachment>> attachments(List<UUID> accountIds, List<UUID> feedbackIds) {
        return database
                .query(
                        "SELECT attachment_id, feedback_id, content_type, size"
                                + " FROM feedback_attachment"
                                + " WHERE account_id = ANY (?) AND feedback_id = ANY (?)"
                                + " ORDER BY feedback_id, place",
                        rows ->
                                new Attachment(
                                        rows.getObject("attachment_id", UUID.class),
                                        rows.getObject("feedback_id", UUID.class),
                                        rows.getString("content_type"),
                                        rows.getInt("size")),
                        accountIds.toArray(UUID[]::new),
                        feedbackIds.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(Attachment::feedbackId));
    }

    /** What was attached. */
    record Content(String contentType, byte[] bytes) {
        @Override
        public String toString() {
            return "Content[hidden]";
        }
    }

    Optional<Content> content(Feedback of, UUID attachmentId) {
        return database.first(
                "SELECT content_type, content FROM feedback_attachment"
                        + " WHERE attachment_id = ? AND feedback_id = ?",
                rows ->
                        new Content(
                                rows.getString("content_type"),
                                keys.cipher(of.accountId())
                                        .decryptBytes(ATTACHED, rows.getBytes("content"))),
                attachmentId,
                of.feedbackId());
    }

    Map<UUID, List<Message>> messages(List<Feedback> about) {
        return database
                .query(
                        "SELECT account_id, feedback_id, from_staff, text, at FROM feedback_message"
                                + " WHERE account_id = ANY (?) AND feedback_id = ANY (?)"
                                + " ORDER BY id",
                        rows ->
                                new Message(
                                        rows.getObject("feedback_id", UUID.class),
                                        rows.getBoolean("from_staff"),
                                        keys.cipher(rows.getObject("account_id", UUID.class))
                                                .decrypt(TEXT, rows.getBytes("text")),
                                        Objects.requireNonNull(Database.instant(rows, "at"))),
                        about.stream().map(Feedback::accountId).distinct().toArray(UUID[]::new),
                        about.stream().map(Feedback::feedbackId).toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(Message::feedbackId));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void say(Feedback about, boolean fromStaff, String text, State next) {
        var now = clock.instant();
        database.update(
                "INSERT INTO feedback_message (account_id, feedback_id, from_staff, text, at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                about.accountId(),
                about.feedbackId(),
                fromStaff,
                keys.cipher(about.accountId()).encrypt(TEXT, text),
                now);
        become(about, next, now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void turned(Feedback about, UUID requestId) {
        database.update(
                "UPDATE feedback SET request_id = ? WHERE feedback_id = ?",
                requestId,
                about.feedbackId());
        become(about, State.CLOSED, clock.instant());
    }

    /** From an answer on it may end; the person who asks on opens it again. */
    private void become(Feedback about, State next, Instant now) {
        database.update(
                "UPDATE feedback SET state = ?, closed_at = ? WHERE feedback_id = ?",
                next.name(),
                next == State.OPEN ? null : now,
                about.feedbackId());
    }
}
