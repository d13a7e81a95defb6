package com.bestqi.device.location;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.location.Position.Precision;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class LocationRepository {
    private static final String COORDINATES = "location.coordinates";
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Database database;
    private final SubjectKeys keys;

    LocationRepository(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Stores what is not there yet, with one statement. Returns how many were new. */
    int insert(Subject owner, UUID installationId, List<Position> positions) {
        if (positions.isEmpty()) {
            return 0;
        }
        var cipher = keys.cipher(owner.accountId());
        return database.update(
                """
                INSERT INTO location
                    (account_id, installation_id, at, consent_revision, precision, coordinates)
                SELECT ?, ?, p.at, ?, p.precision, p.coordinates
                FROM unnest(?, ?, ?) AS p (at, precision, coordinates)
                ON CONFLICT DO NOTHING
                """,
                owner.accountId(),
                installationId,
                owner.consentRevision(),
                positions.stream().map(Position::at).toArray(Instant[]::new),
                positions.stream()
                        .map(position -> position.precision().name())
                        .toArray(String[]::new),
                positions.stream()
                        .map(position -> cipher.encrypt(COORDINATES, position.coordinates().text()))
                        .toArray(byte[][]::new));
    }

    /** Newest first. */
    List<Position> newest(UUID accountId, PageRequest page) {
        var cipher = keys.cipher(accountId);
        var after = TimeCursor.of(page).map(LocationRepository::position);
        return database.query(
                "SELECT installation_id, at, precision, coordinates FROM location"
                        + " WHERE account_id = ? AND (at, installation_id, precision) < (?, ?, ?)"
                        + " ORDER BY at DESC, installation_id DESC, precision DESC LIMIT ?",
                rows ->
                        new Position(
                                rows.getObject("installation_id", UUID.class),
                                rows.getTimestamp("at").toInstant(),
                                Precision.valueOf(rows.getString("precision")),
                                Coordinates.parse(
                                        String.valueOf(
                                                cipher.decrypt(
                                                        COORDINATES,
                                                        rows.getBytes("coordinates"))))),
                accountId,
                after.map(Key::at).orElse(END),
                after.map(Key::installationId).orElse(new UUID(-1, -1)),
                after.map(key -> key.precision().name()).orElse(""),
                page.limit() + 1);
    }

    private record Key(Instant at, UUID installationId, Precision precision) {}

    private static Key position(TimeCursor cursor) {
        for (var precision : Precision.values()) {
            var ending = " " + precision;
            if (cursor.name().endsWith(ending)) {
                var id = cursor.name().substring(0, cursor.name().length() - ending.length());
                return new Key(cursor.at(), new TimeCursor(cursor.at(), id).id(), precision);
            }
        }
        throw PageRequest.badCursor();
    }

    static String cursor(Position position) {
        var name = position.installationId() + " " + position.precision();
        return new TimeCursor(position.at(), name).text();
    }

    int deleteTakenAfter(UUID accountId, Collection<Precision> precisions, Instant moment) {
        return precisions.isEmpty()
                ? 0
                : database.update(
                        "DELETE FROM location"
                                + " WHERE account_id = ? AND at > ? AND precision = ANY (?)",
                        accountId,
                        moment,
                        precisions.stream().map(Precision::name).toArray(String[]::new));
    }
}
