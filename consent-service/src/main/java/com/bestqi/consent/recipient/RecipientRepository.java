package com.bestqi.consent.recipient;

import com.bestqi.platform.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of recipients. */
@ApplicationScoped
class RecipientRepository {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SELECT =
            "SELECT id, kind, name, purposes, categories, country, safeguard, consent_key,"
                    + " description, since, removed_at FROM recipient ";

    private final Database database;

    RecipientRepository(Database database) {
        this.database = database;
    }

    /** Those who receive something today. */
    List<Recipient> active() {
        return database.query(
                SELECT + "WHERE removed_at IS NULL ORDER BY name, id", RecipientRepository::read);
    }

    /** Those who receive something only while a switch is on. */
    List<Recipient> activeUnder(String consentKey) {
        return database.query(
                SELECT + "WHERE removed_at IS NULL AND consent_key = ? ORDER BY id",
                RecipientRepository::read,
                consentKey);
    }

    /** One of them, also when removed. */
    Optional<Recipient> find(String id) {
        return database.first(SELECT + "WHERE id = ?", RecipientRepository::read, id);
    }

    /** One of them, also when removed, under the exclusive lock. */
    Optional<Recipient> lock(String id) {
        return database.first(SELECT + "WHERE id = ? FOR UPDATE", RecipientRepository::read, id);
    }

    /** Adds one; false when the id is taken, whoever else is taking it meanwhile. */
    boolean add(Recipient recipient) {
        return database.update(
                        "INSERT INTO recipient (id, kind, name, purposes, categories, country,"
                                + " safeguard, consent_key, description, since)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)"
                                + " ON CONFLICT DO NOTHING",
                        recipient.id(),
                        recipient.kind().name(),
                        recipient.name(),
                        texts(recipient.purposes()),
                        texts(recipient.categories()),
                        recipient.country(),
                        name(recipient.safeguard()),
                        recipient.consentKey(),
                        json(recipient.description()),
                        recipient.since())
                == 1;
    }

    /** Says something else of one. */
    void replace(Recipient recipient) {
        database.update(
                "UPDATE recipient SET kind = ?, name = ?, purposes = ?, categories = ?,"
                        + " country = ?, safeguard = ?, consent_key = ?, description = ?::jsonb,"
                        + " since = ?, removed_at = NULL WHERE id = ?",
                recipient.kind().name(),
                recipient.name(),
                texts(recipient.purposes()),
                texts(recipient.categories()),
                recipient.country(),
                name(recipient.safeguard()),
                recipient.consentKey(),
                json(recipient.description()),
                recipient.since(),
                recipient.id());
    }

    /** Ends one. */
    void remove(String id, Instant at) {
        database.update("UPDATE recipient SET removed_at = ? WHERE id = ?", at, id);
    }

    private static Recipient read(ResultSet rows) throws SQLException {
        var safeguard = rows.getString("safeguard");
        return new Recipient(
                rows.getString("id"),
                Recipient.Kind.valueOf(rows.getString("kind")),
                rows.getString("name"),
                texts(rows, "purposes"),
                texts(rows, "categories"),
                rows.getString("country"),
                safeguard == null ? null : Recipient.Safeguard.valueOf(safeguard),
                rows.getString("consent_key"),
                description(rows.getString("description")),
                Objects.requireNonNull(Database.instant(rows, "since")),
                Database.instant(rows, "removed_at"));
    }

    private static @Nullable String name(Recipient.@Nullable Safeguard safeguard) {
        return safeguard == null ? null : safeguard.name();
    }

    private static String[] texts(List<String> list) {
        return list.toArray(String[]::new);
    }

    private static List<String> texts(ResultSet rows, String column) throws SQLException {
        return List.of((String[]) rows.getArray(column).getArray());
    }

    private static String json(Map<String, String> description) {
        try {
            return JSON.writeValueAsString(description);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    private static Map<String, String> description(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a description is not JSON of texts", e);
        }
    }
}
