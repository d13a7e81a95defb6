package com.bestqi.device.geofence;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.geofence.GeofenceEvent.Kind;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class GeofenceEventRepository {
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Database database;

    GeofenceEventRepository(Database database) {
        this.database = database;
    }

    /** False when it was told before. */
    boolean insert(Subject owner, UUID geofenceId, GeofenceEvent event) {
        return database.update(
                        "INSERT INTO geofence_event"
                                + " (account_id, geofence_id, at, consent_revision, kind)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        owner.accountId(),
                        geofenceId,
                        event.at(),
                        owner.consentRevision(),
                        event.kind().name())
                == 1;
    }

    /** Newest first. */
    List<GeofenceEvent> list(UUID accountId, UUID geofenceId, PageRequest page) {
        var before = TimeCursor.of(page);
        return database.query(
                "SELECT at, kind FROM geofence_event WHERE account_id = ? AND geofence_id = ?"
                        + " AND (at, kind) < (?, ?) ORDER BY at DESC, kind DESC LIMIT ?",
                rows ->
                        new GeofenceEvent(
                                rows.getTimestamp("at").toInstant(),
                                Kind.valueOf(rows.getString("kind"))),
                accountId,
                geofenceId,
                before.map(TimeCursor::at).orElse(END),
                before.map(TimeCursor::name).orElse(""),
                page.limit() + 1);
    }

    void delete(UUID accountId, UUID geofenceId) {
        database.update(
                "DELETE FROM geofence_event WHERE account_id = ? AND geofence_id = ?",
                accountId,
                geofenceId);
    }

    /** Those that happened after a moment, and all at places that were marked after it. */
    int deleteAfter(UUID accountId, Instant moment) {
        return database.update(
                "DELETE FROM geofence_event WHERE account_id = ? AND (at > ? OR geofence_id IN"
                        + " (SELECT geofence_id FROM geofence"
                        + " WHERE account_id = ? AND placed_at > ?))",
                accountId,
                moment,
                accountId,
                moment);
    }
}
