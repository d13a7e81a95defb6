package com.bestqi.device.scene;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.scene.SceneRun.Cause;
import com.bestqi.device.scene.SceneRun.Given;
import com.bestqi.device.scene.SceneRun.Outcome;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SceneRunRepository {
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Database database;

    SceneRunRepository(Database database) {
        this.database = database;
    }

    void insert(UUID accountId, UUID sceneId, SceneRun run) {
        database.update(
                "INSERT INTO scene_run"
                        + " (run_id, account_id, scene_id, at, caused_at, source_id, rests_on,"
                        + " outcome, device_ids, command_ids)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.runId(),
                accountId,
                sceneId,
                run.at(),
                run.cause().at(),
                run.cause().sourceId(),
                run.cause().restsOn(),
                run.outcome().name(),
                run.given().stream().map(Given::deviceId).toArray(UUID[]::new),
                run.given().stream().map(Given::commandId).toArray(UUID[]::new));
    }

    /** How often a scene ran, and was stopped, since a moment. */
    record Counts(int ran, int stopped) {}

    Counts since(UUID accountId, UUID sceneId, Instant moment) {
        return database.first(
                        "SELECT count(*) FILTER (WHERE outcome IN ('STARTED', 'INCOMPLETE')) AS ran,"
                                + " count(*) FILTER (WHERE outcome = 'STOPPED') AS stopped"
                                + " FROM scene_run"
                                + " WHERE account_id = ? AND scene_id = ? AND at > ?",
                        rows -> new Counts(rows.getInt("ran"), rows.getInt("stopped")),
                        accountId,
                        sceneId,
                        moment)
                .orElseThrow();
    }

    /** Newest first. */
    List<SceneRun> list(UUID accountId, UUID sceneId, PageRequest page) {
        var before = TimeCursor.of(page);
        return database.query(
                "SELECT run_id, at, caused_at, source_id, rests_on, outcome, device_ids,"
                        + " command_ids FROM scene_run"
                        + " WHERE account_id = ? AND scene_id = ? AND (at, run_id) < (?, ?)"
                        + " ORDER BY at DESC, run_id DESC LIMIT ?",
                SceneRunRepository::read,
                accountId,
                sceneId,
                before.map(TimeCursor::at).orElse(END),
                before.map(TimeCursor::id).orElse(new UUID(-1, -1)),
                page.limit() + 1);
    }

    void delete(UUID accountId, UUID sceneId) {
        database.update(
                "DELETE FROM scene_run WHERE account_id = ? AND scene_id = ?", accountId, sceneId);
    }

    /** At most so many of those that came from one of some places or devices. */
    int deleteOf(UUID accountId, Collection<UUID> sourceIds, int atMost) {
        return database.update(
                "DELETE FROM scene_run WHERE ctid = ANY (ARRAY(SELECT ctid FROM scene_run"
                        + " WHERE account_id = ? AND source_id = ANY (?) LIMIT ?))",
                accountId,
                sourceIds.toArray(UUID[]::new),
                atMost);
    }

    /** Those whose cause needs a switch that is off, and happened after a moment. */
    int deleteCausedAfter(UUID accountId, Collection<String> granted, Instant moment) {
        return database.update(
                "DELETE FROM scene_run WHERE account_id = ? AND rests_on IS NOT NULL"
                        + " AND rests_on <> ALL (?) AND caused_at > ?",
                accountId,
                granted.toArray(String[]::new),
                moment);
    }

    private static SceneRun read(ResultSet rows) throws SQLException {
        var devices = (UUID[]) rows.getArray("device_ids").getArray();
        var commands = (@Nullable UUID[]) rows.getArray("command_ids").getArray();
        var given = new ArrayList<Given>();
        for (int i = 0; i < devices.length; i++) {
            given.add(new Given(devices[i], commands[i]));
        }
        return new SceneRun(
                rows.getObject("run_id", UUID.class),
                rows.getTimestamp("at").toInstant(),
                new Cause(
                        rows.getObject("source_id", UUID.class),
                        rows.getString("rests_on"),
                        rows.getTimestamp("caused_at").toInstant()),
                Outcome.valueOf(rows.getString("outcome")),
                given);
    }
}
