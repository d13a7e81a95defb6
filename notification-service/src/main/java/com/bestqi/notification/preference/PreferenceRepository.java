package com.bestqi.notification.preference;

import com.bestqi.platform.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tables of choices. */
@ApplicationScoped
class PreferenceRepository {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELECT =
            "SELECT account_id, channels, quiet_from, quiet_to FROM notification_preference ";

    private final Database database;

    PreferenceRepository(Database database) {
        this.database = database;
    }

    private record Row(UUID accountId, Preference preference) {}

    /** What a token stands for. */
    record Click(UUID accountId, NotificationKind kind) {}

    Preference find(UUID accountId) {
        return database.first(SELECT + "WHERE account_id = ?", this::read, accountId)
                .map(Row::preference)
                .orElse(Preference.NONE);
    }

    /** Of those who chose something. */
    Map<UUID, Preference> find(Collection<UUID> accountIds) {
        var found = new HashMap<UUID, Preference>();
        database.query(
                        SELECT + "WHERE account_id = ANY (?)",
                        this::read,
                        (Object) accountIds.toArray(UUID[]::new))
                .forEach(row -> found.put(row.accountId(), row.preference()));
        return found;
    }

    void put(UUID accountId, Preference preference, Instant at) {
        var quiet = preference.quietHours();
        database.update(
                "INSERT INTO notification_preference"
                        + " (account_id, channels, quiet_from, quiet_to, changed_at)"
                        + " VALUES (?, ?::jsonb, ?::time, ?::time, ?) ON CONFLICT (account_id)"
                        + " DO UPDATE SET channels = excluded.channels,"
                        + " quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,"
                        + " changed_at = excluded.changed_at",
                accountId,
                json(preference.channels()),
                quiet == null ? null : quiet.from().toString(),
                quiet == null ? null : quiet.to().toString(),
                at);
    }

    /** Notes what these tokens stand for, with one statement. */
    void addTokens(Map<UUID, byte[]> tokens, NotificationKind kind) {
        var entries = List.copyOf(tokens.entrySet());
        var people = entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new);
        var values = entries.stream().map(Map.Entry::getValue).toArray(byte[][]::new);
        database.update(
                "INSERT INTO unsubscription (token, account_id, kind)"
                        + " SELECT token, account_id, ? FROM unnest(?, ?) AS t (token, account_id)"
                        + " ON CONFLICT DO NOTHING",
                kind.name(),
                values,
                people);
    }

    Optional<Click> click(byte[] token) {
        return database.first(
                "SELECT account_id, kind FROM unsubscription WHERE token = ?",
                row ->
                        new Click(
                                row.getObject("account_id", UUID.class),
                                NotificationKind.valueOf(row.getString("kind"))),
                (Object) token);
    }

    private Row read(ResultSet row) throws SQLException {
        var from = row.getObject("quiet_from", LocalTime.class);
        var to = row.getObject("quiet_to", LocalTime.class);
        return new Row(
                row.getObject("account_id", UUID.class),
                new Preference(
                        channels(row.getString("channels")),
                        from == null || to == null ? null : new QuietHours(from, to)));
    }

    private static String json(Map<NotificationKind, Set<Channel>> channels) {
        try {
            var named = new HashMap<String, Set<Channel>>();
            channels.forEach((kind, open) -> named.put(kind.name(), open));
            return JSON.writeValueAsString(named);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names are always JSON", e);
        }
    }

    private static Map<NotificationKind, Set<Channel>> channels(String json) {
        try {
            return JSON.readValue(
                    json, new TypeReference<Map<NotificationKind, Set<Channel>>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored choices are not readable", e);
        }
    }
}
