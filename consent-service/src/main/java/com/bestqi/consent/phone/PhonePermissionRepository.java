package com.bestqi.consent.phone;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The table of phones' permissions. */
@ApplicationScoped
class PhonePermissionRepository {
    private static final String COLUMNS =
            " account_id, installation_id, key, allowed, since, told_at ";

    private final Database database;

    PhonePermissionRepository(Database database) {
        this.database = database;
    }

    /** Notes what was said last; since stays while it is the same. */
    void note(UUID accountId, UUID installationId, String key, boolean allowed, Instant now) {
        database.update(
                "INSERT INTO phone_permission ("
                        + COLUMNS
                        + """
                        ) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (account_id, installation_id, key) DO UPDATE
                        SET allowed = excluded.allowed, told_at = excluded.told_at,
                            since = CASE WHEN phone_permission.allowed = excluded.allowed
                                THEN phone_permission.since ELSE excluded.since END
                        """,
                accountId,
                installationId,
                key,
                allowed,
                now,
                now);
    }

    /** How many phones of a person have said something. */
    int phones(UUID accountId) {
        return database.first(
                        "SELECT count(DISTINCT installation_id) AS phones FROM phone_permission"
                                + " WHERE account_id = ?",
                        rows -> rows.getInt("phones"),
                        accountId)
                .orElse(0);
    }

    /** All that a phone has said. */
    List<PhonePermission> of(UUID accountId, UUID installationId) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM phone_permission WHERE account_id = ? AND installation_id = ?",
                PhonePermissionRepository::read,
                accountId,
                installationId);
    }

    private static PhonePermission read(ResultSet rows) throws SQLException {
        return new PhonePermission(
                rows.getObject("account_id", UUID.class),
                rows.getObject("installation_id", UUID.class),
                rows.getString("key"),
                rows.getBoolean("allowed"),
                Objects.requireNonNull(Database.instant(rows, "since")),
                Objects.requireNonNull(Database.instant(rows, "told_at")));
    }
}
