package com.bestqi.device.scene;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.scene.Scene.Plan;
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
    private static final String SELECT =
            "SELECT scene_id, enabled, plan, created_at, beyond, seen_at FROM scene";

    private final Database database;
    private final SubjectKeys keys;
    private final ObjectMapper json;

    SceneRepository(Database database, SubjectKeys keys, ObjectMapper json) {
        this.database = database;
        this.keys = keys;
        this.json = json;
    }

    /**
     * A scene that waits.
     *
     * @param beyond whether the last reading was beyond its line
     * @param seenAt when that was taken, null before the first
     */
    record Waiting(Scene scene, boolean beyond, @Nullable Instant seenAt) {}

    int count(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM scene WHERE account_id = ?",
                        rows -> rows.getInt("n"),
                        accountId)
                .orElse(0);
    }

    void insert(UUID accountId, Scene scene) {
        database.update(
                "INSERT INTO scene (scene_id, account_id, source_id, created_at, enabled, plan)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                scene.sceneId(),
                accountId,
                scene.plan().trigger().source(),
                scene.createdAt(),
                scene.enabled(),
                seal(accountId, scene.plan()));
    }

    /**
     * False when the person has none of this id.
     *
     * @param anew whether what it has seen so far counts no more
     */
    boolean update(UUID accountId, UUID sceneId, boolean enabled, Plan plan, boolean anew) {
        return database.update(
                        "UPDATE scene SET source_id = ?, enabled = ?, plan = ?,"
                                + " beyond = beyond AND NOT ?,"
                                + " seen_at = CASE WHEN ? THEN NULL ELSE seen_at END"
                                + " WHERE scene_id = ? AND account_id = ?",
                        plan.trigger().source(),
                        enabled,
                        seal(accountId, plan),
                        anew,
                        anew,
                        sceneId,
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
                rows ->
                        new Waiting(
                                read(cipher, rows),
                                rows.getBoolean("beyond"),
                                Database.instant(rows, "seen_at")),
                accountId,
                sourceId);
    }

    void seen(UUID sceneId, boolean beyond, Instant at) {
        database.update(
                "UPDATE scene SET beyond = ?, seen_at = ? WHERE scene_id = ?", beyond, at, sceneId);
    }

    private byte[] seal(UUID accountId, Plan plan) {
        try {
            return keys.cipher(accountId).encryptBytes(PLAN, json.writeValueAsBytes(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan came as JSON", e);
        }
    }

    private Scene read(SubjectCipher cipher, ResultSet rows) throws SQLException {
        try {
            var plan = String.valueOf(cipher.decrypt(PLAN, rows.getBytes("plan")));
            return new Scene(
                    rows.getObject("scene_id", UUID.class),
                    rows.getBoolean("enabled"),
                    json.readValue(plan, Plan.class),
                    rows.getTimestamp("created_at").toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan was stored as JSON", e);
        }
    }
}
