package com.bestqi.device.command;

import com.bestqi.device.command.Command.Answer;
import com.bestqi.device.command.Command.Order;
import com.bestqi.device.command.Command.Outcome;
import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class CommandRepository {
    private static final String ARGUMENTS = "command.arguments";
    private static final String DETAIL = "command.detail";
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    private static final String SELECT =
            "SELECT command_id, name, arguments, created_at, expires_at, delivered_at, answered_at,"
                    + " outcome, detail FROM command";
    private static final TypeReference<Map<String, @Nullable Object>> JSON_OBJECT =
            new TypeReference<>() {};

    private final Database database;
    private final SubjectKeys keys;
    private final ObjectMapper json;

    CommandRepository(Database database, SubjectKeys keys, ObjectMapper json) {
        this.database = database;
        this.keys = keys;
        this.json = json;
    }

    /** Adds a command; one with this id stays as it is. Returns whether it is new. */
    boolean insert(Subject owner, UUID deviceId, Command command) {
        return database.update(
                        """
                        INSERT INTO command
                            (command_id, account_id, device_id, consent_revision, created_at,
                             expires_at, name, arguments)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        command.commandId(),
                        owner.accountId(),
                        deviceId,
                        owner.consentRevision(),
                        command.createdAt(),
                        command.expiresAt(),
                        command.order().name(),
                        keys.cipher(owner.accountId()).encrypt(ARGUMENTS, text(command.order())))
                == 1;
    }

    private String text(Order order) {
        try {
            return json.writeValueAsString(order.arguments());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("arguments came as JSON", e);
        }
    }

    /** How many wait for the device, counted up to a limit. */
    int open(UUID ownerId, UUID deviceId, Instant now, int limit) {
        return database.first(
                        "SELECT count(*) AS n FROM (SELECT 1 FROM command WHERE device_id = ?"
                                + " AND account_id = ? AND answered_at IS NULL AND expires_at > ?"
                                + " LIMIT ?) AS waiting",
                        rows -> rows.getInt("n"),
                        deviceId,
                        ownerId,
                        now,
                        limit)
                .orElse(0);
    }

    /** What the device is to do, oldest first; one more than asked for when there is more. */
    List<Command> waiting(UUID ownerId, UUID deviceId, Instant now, PageRequest page) {
        var cipher = keys.cipher(ownerId);
        var after = TimeCursor.of(page);
        return database.query(
                SELECT
                        + " WHERE device_id = ? AND account_id = ? AND answered_at IS NULL"
                        + " AND expires_at > ? AND (created_at, command_id) > (?, ?)"
                        + " ORDER BY created_at, command_id LIMIT ?",
                rows -> read(cipher, rows),
                deviceId,
                ownerId,
                now,
                after.map(TimeCursor::at).orElse(Instant.EPOCH),
                after.map(TimeCursor::id).orElse(new UUID(0, 0)),
                page.limit() + 1);
    }

    /** Those of some devices for which something waits that was never handed to them. */
    List<UUID> undelivered(Collection<UUID> deviceIds, Instant now) {
        return database.query(
                "SELECT DISTINCT device_id FROM command WHERE device_id = ANY (?)"
                        + " AND answered_at IS NULL AND expires_at > ? AND delivered_at IS NULL",
                rows -> rows.getObject("device_id", UUID.class),
                deviceIds.toArray(UUID[]::new),
                now);
    }

    void delivered(List<UUID> commandIds, Instant now) {
        if (!commandIds.isEmpty()) {
            database.update(
                    "UPDATE command SET delivered_at = ?"
                            + " WHERE command_id = ANY (?) AND delivered_at IS NULL",
                    now,
                    commandIds.toArray(UUID[]::new));
        }
    }

    /** The one step that only the first of many answers can take. */
    boolean answer(UUID ownerId, UUID deviceId, UUID commandId, Answer answer) {
        return database.update(
                        "UPDATE command SET answered_at = ?, outcome = ?, detail = ?,"
                                + " delivered_at = coalesce(delivered_at, ?)"
                                + " WHERE command_id = ? AND device_id = ? AND account_id = ?"
                                + " AND answered_at IS NULL",
                        answer.at(),
                        answer.outcome().name(),
                        keys.cipher(ownerId).encrypt(DETAIL, answer.detail()),
                        answer.at(),
                        commandId,
                        deviceId,
                        ownerId)
                == 1;
    }

    Optional<Command> find(UUID ownerId, UUID deviceId, UUID commandId) {
        var cipher = keys.cipher(ownerId);
        return database.first(
                SELECT + " WHERE command_id = ? AND device_id = ? AND account_id = ?",
                rows -> read(cipher, rows),
                commandId,
                deviceId,
                ownerId);
    }

    /** Newest first. */
    List<Command> list(UUID ownerId, UUID deviceId, PageRequest page) {
        var cipher = keys.cipher(ownerId);
        var before = TimeCursor.of(page);
        return database.query(
                SELECT
                        + " WHERE account_id = ? AND device_id = ?"
                        + " AND (created_at, command_id) < (?, ?)"
                        + " ORDER BY created_at DESC, command_id DESC LIMIT ?",
                rows -> read(cipher, rows),
                ownerId,
                deviceId,
                before.map(TimeCursor::at).orElse(END),
                before.map(TimeCursor::id).orElse(new UUID(-1, -1)),
                page.limit() + 1);
    }

    int delete(UUID ownerId, UUID deviceId, int atMost) {
        return database.update(
                "DELETE FROM command WHERE ctid = ANY (ARRAY(SELECT ctid FROM command"
                        + " WHERE account_id = ? AND device_id = ? LIMIT ?))",
                ownerId,
                deviceId,
                atMost);
    }

    private Command read(SubjectCipher cipher, ResultSet rows) throws SQLException {
        var arguments = String.valueOf(cipher.decrypt(ARGUMENTS, rows.getBytes("arguments")));
        return new Command(
                rows.getObject("command_id", UUID.class),
                new Order(rows.getString("name"), arguments(arguments)),
                rows.getTimestamp("created_at").toInstant(),
                rows.getTimestamp("expires_at").toInstant(),
                Database.instant(rows, "delivered_at"),
                answer(cipher, rows));
    }

    private Map<String, @Nullable Object> arguments(String text) {
        try {
            return json.readValue(text, JSON_OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("arguments were stored as JSON", e);
        }
    }

    private static @Nullable Answer answer(SubjectCipher cipher, ResultSet rows)
            throws SQLException {
        var at = Database.instant(rows, "answered_at");
        return at == null
                ? null
                : new Answer(
                        Outcome.valueOf(rows.getString("outcome")),
                        cipher.decrypt(DETAIL, rows.getBytes("detail")),
                        at);
    }
}
