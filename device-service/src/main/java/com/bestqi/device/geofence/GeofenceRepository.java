package com.bestqi.device.geofence;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.geofence.Geofence.Circle;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class GeofenceRepository {
    private static final String NAME = "geofence.name";
    private static final String CIRCLE = "geofence.circle";
    private static final String SELECT =
            "SELECT geofence_id, name, circle, created_at, placed_at FROM geofence";

    private final Database database;
    private final SubjectKeys keys;

    GeofenceRepository(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    int count(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM geofence WHERE account_id = ?",
                        rows -> rows.getInt("n"),
                        accountId)
                .orElse(0);
    }

    void insert(Subject owner, Geofence geofence) {
        var cipher = keys.cipher(owner.accountId());
        database.update(
                """
                INSERT INTO geofence
                    (geofence_id, account_id, consent_revision, created_at, placed_at, name, circle)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                geofence.geofenceId(),
                owner.accountId(),
                owner.consentRevision(),
                geofence.createdAt(),
                geofence.placedAt(),
                cipher.encrypt(NAME, geofence.name()),
                cipher.encrypt(CIRCLE, geofence.circle().text()));
    }

    void update(Subject owner, Geofence geofence) {
        var cipher = keys.cipher(owner.accountId());
        database.update(
                "UPDATE geofence SET consent_revision = ?, placed_at = ?, name = ?, circle = ?"
                        + " WHERE geofence_id = ? AND account_id = ?",
                owner.consentRevision(),
                geofence.placedAt(),
                cipher.encrypt(NAME, geofence.name()),
                cipher.encrypt(CIRCLE, geofence.circle().text()),
                geofence.geofenceId(),
                owner.accountId());
    }

    Optional<Geofence> find(UUID accountId, UUID geofenceId) {
        var cipher = keys.cipher(accountId);
        return database.first(
                SELECT + " WHERE geofence_id = ? AND account_id = ?",
                rows -> read(cipher, rows),
                geofenceId,
                accountId);
    }

    /** Oldest first. */
    List<Geofence> list(UUID accountId, PageRequest page) {
        var cipher = keys.cipher(accountId);
        var after = TimeCursor.of(page);
        return database.query(
                SELECT
                        + " WHERE account_id = ? AND (created_at, geofence_id) > (?, ?)"
                        + " ORDER BY created_at, geofence_id LIMIT ?",
                rows -> read(cipher, rows),
                accountId,
                after.map(TimeCursor::at).orElse(Instant.EPOCH),
                after.map(TimeCursor::id).orElse(new UUID(0, 0)),
                page.limit() + 1);
    }

    boolean delete(UUID accountId, UUID geofenceId) {
        return database.update(
                        "DELETE FROM geofence WHERE geofence_id = ? AND account_id = ?",
                        geofenceId,
                        accountId)
                == 1;
    }

    /** Those put where they are after a moment; returns which. */
    List<UUID> deletePlacedAfter(UUID accountId, Instant moment) {
        return database.query(
                "DELETE FROM geofence WHERE account_id = ? AND placed_at > ?"
                        + " RETURNING geofence_id",
                rows -> rows.getObject("geofence_id", UUID.class),
                accountId,
                moment);
    }

    private static Geofence read(SubjectCipher cipher, ResultSet rows) throws SQLException {
        return new Geofence(
                rows.getObject("geofence_id", UUID.class),
                String.valueOf(cipher.decrypt(NAME, rows.getBytes("name"))),
                Circle.parse(String.valueOf(cipher.decrypt(CIRCLE, rows.getBytes("circle")))),
                rows.getTimestamp("created_at").toInstant(),
                rows.getTimestamp("placed_at").toInstant());
    }
}
