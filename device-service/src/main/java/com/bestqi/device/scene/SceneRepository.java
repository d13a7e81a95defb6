package com.bestqi.device.scene;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.scene.Scene.Plan;
import com.bestqi.device.scene.Scene.Seen;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SceneRepository {
    private static final String PLAN = "scene.plan";
    private static final String SEEN = "scene.seen";
    private static final String SELECT =
            "SELECT scene_id, enabled, plan, created_at, next_at, seen FROM scene";

    private final Database database;
    private final SubjectKeys keys;
    private final ObjectMapper json;

    SceneRepository(Database database, SubjectKeys keys, ObjectMapper json) {
        this.database = database;
        this.keys = keys;
        this.json = json;
    }

    /** A scene that waits, and what it has seen so far. */
    record Waiting(Scene scene, @Nullable Seen seen) {}

    /** A scene whose moment has come. */
    record Due(UUID accountId, UUID sceneId) {}

    int count(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM scene WHERE account_id = ?",
                        rows -> rows.getInt("n"),
                        accountId)
                .orElse(0);
    }

    void insert(UUID accountId, Scene scene) {
        database.update(
                "INSERT INTO scene"
                        + " (scene_id, account_id, source_id, created_at, enabled, next_at, plan)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                scene.sceneId(),
                accountId,
                scene.plan().trigger().source(),
                scene.createdAt(),
                scene.enabled(),
                scene.nextAt(),
                seal(accountId, scene.plan()));
    }

    /**
     * False when the person has none of this id.
     *
     * @param anew whether what it has seen so far counts no more
     */
    boolean update(UUID accountId, Scene scene, boolean anew) {
        return database.update(
                        "UPDATE scene SET source_id = ?, enabled = ?, next_at = ?, plan = ?,"
                                + " seen = CASE WHEN ? THEN NULL ELSE seen END"
                                + " WHERE scene_id = ? AND account_id = ?",
                        scene.plan().trigger().source(),
                        scene.enabled(),
                        scene.nextAt(),
                        seal(accountId, scene.plan()),
                        anew,
                        scene.sceneId(),
                        accountId)
                == 1;
    }

    boolean delete(UUID accountId, UUID sceneId) {
        return database.update(
                        "DELETE FROM scene WHERE scene_id = ? AND account_id = ?",
                        sceneId,
                        accountId)
                == 1;
    }

    Optional<Scene> find(UUID accountId, UUID sceneId) {
        var cipher = keys.cipher(accountId);
        return database.first(
                SELECT + " WHERE scene_id = ? AND account_id = ?",
                rows -> read(cipher, rows),
                sceneId,
                accountId);
    }

    /** Oldest first. */
    List<Scene> list(UUID accountId, PageRequest page) {
        var cipher = keys.cipher(accountId);
        var after = TimeCursor.of(page);
        return database.query(
                SELECT
                        + " WHERE account_id = ? AND (created_at, scene_id) > (?, ?)"
                        + " ORDER BY created_at, scene_id LIMIT ?",
                rows -> read(cipher, rows),
                accountId,
                after.map(TimeCursor::at).orElse(Instant.EPOCH),
                after.map(TimeCursor::id).orElse(new UUID(0, 0)),
                page.limit() + 1);
    }

    /** Those that wait for a place or a device of the person, held until the transaction ends. */
    List<Waiting> waitingFor(UUID accountId, UUID sourceId) {
        var cipher = keys.cipher(accountId);
        return database.query(
                SELECT
                        + " WHERE account_id = ? AND source_id = ? AND enabled"
                        + " ORDER BY scene_id FOR NO KEY UPDATE",
                rows -> waiting(cipher, rows),
                accountId,
                sourceId);
    }

    /** Those that have seen something, held until the transaction ends. */
    List<Waiting> seeing(UUID accountId) {
        var cipher = keys.cipher(accountId);
        return database.query(
                SELECT
                        + " WHERE account_id = ? AND seen IS NOT NULL"
                        + " ORDER BY scene_id FOR NO KEY UPDATE",
                rows -> waiting(cipher, rows),
                accountId);
    }

    /** All that wait for a place or a device, or with null for a time, on or off. */
    List<Scene> ofSource(UUID accountId, @Nullable UUID sourceId) {
        var cipher = keys.cipher(accountId);
        return database.query(
                SELECT
                        + " WHERE account_id = ? AND source_id IS NOT DISTINCT FROM ?::uuid"
                        + " ORDER BY scene_id",
                rows -> read(cipher, rows),
                accountId,
                sourceId);
    }

    void seen(UUID accountId, UUID sceneId, Seen seen) {
        database.update(
                "UPDATE scene SET seen = ? WHERE scene_id = ?",
                seal(accountId, SEEN, seen),
                sceneId);
    }

    void unsee(UUID sceneId) {
        database.update("UPDATE scene SET seen = NULL WHERE scene_id = ?", sceneId);
    }

    void unseeOf(UUID accountId, UUID sourceId) {
        database.update(
                "UPDATE scene SET seen = NULL"
                        + " WHERE account_id = ? AND source_id = ? AND seen IS NOT NULL",
                accountId,
                sourceId);
    }

    /** Those of people who are here whose moment has come, the longest overdue first. */
    List<Due> due(Instant now, int atMost) {
        return database.query(
                "SELECT scene_id, account_id FROM scene JOIN data_subject USING (account_id)"
                        + " WHERE enabled AND next_at <= ? AND state = 'LIVE'"
                        + " ORDER BY next_at LIMIT ?",
                rows ->
                        new Due(
                                rows.getObject("account_id", UUID.class),
                                rows.getObject("scene_id", UUID.class)),
                now,
                atMost);
    }

    /** The scene, held until the transaction ends, unless its moment is over or another has it. */
    Optional<Scene> takeDue(Due due, Instant now) {
        var cipher = keys.cipher(due.accountId());
        return database.first(
                SELECT
                        + " WHERE scene_id = ? AND account_id = ? AND enabled AND next_at <= ?"
                        + " FOR NO KEY UPDATE SKIP LOCKED",
                rows -> read(cipher, rows),
                due.sceneId(),
                due.accountId(),
                now);
    }

    void planNext(UUID sceneId, @Nullable Instant nextAt) {
        database.update("UPDATE scene SET next_at = ? WHERE scene_id = ?", nextAt, sceneId);
    }

    private byte[] seal(UUID accountId, Plan plan) {
        return seal(accountId, PLAN, plan);
    }

    private byte[] seal(UUID accountId, String column, Object content) {
        try {
            return keys.cipher(accountId).encryptBytes(column, json.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is sealed is always JSON", e);
        }
    }

    private Waiting waiting(SubjectCipher cipher, ResultSet rows) throws SQLException {
        return new Waiting(read(cipher, rows), seen(cipher, rows));
    }

    private @Nullable Seen seen(SubjectCipher cipher, ResultSet rows) throws SQLException {
        try {
            var seen = cipher.decrypt(SEEN, rows.getBytes("seen"));
            return seen == null ? null : json.readValue(seen, Seen.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was seen was stored as JSON", e);
        }
    }

    private Scene read(SubjectCipher cipher, ResultSet rows) throws SQLException {
        try {
            var plan = String.valueOf(cipher.decrypt(PLAN, rows.getBytes("plan")));
            return new Scene(
                    rows.getObject("scene_id", UUID.class),
                    rows.getBoolean("enabled"),
                    json.readValue(plan, Plan.class),
                    rows.getTimestamp("created_at").toInstant(),
                    Database.instant(rows, "next_at"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan was stored as JSON", e);
        }
    }
}
