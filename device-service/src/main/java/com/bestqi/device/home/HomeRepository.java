package com.bestqi.device.home;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class HomeRepository {
    private static final String NAME = "home.name";
    private static final String FIRST_NAME = "Home";

    /** Homes of people who are here: a home goes with its owner. */
    private static final String BELONGING =
            """
            SELECT * FROM (
                SELECT h.home_id, h.account_id, h.name, 'OWNER' AS role,
                       NULL::timestamptz AS until, h.created_at AS since
                FROM home h WHERE h.account_id = ?
                UNION ALL
                SELECT h.home_id, h.account_id, h.name, m.role, m.until, m.joined_at
                FROM home_member m JOIN home h USING (home_id)
                JOIN data_subject s ON s.account_id = h.account_id AND s.state = 'LIVE'
                WHERE m.account_id = ? AND (m.until IS NULL OR m.until > ?)) AS belonging
            """;

    private static final String LIST =
            BELONGING + "WHERE (since, home_id) > (?, ?) ORDER BY since, home_id LIMIT ?";

    private final Database database;
    private final SubjectKeys keys;

    HomeRepository(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Whose a home is. */
    record Owned(UUID ownerId, boolean first) {}

    Optional<UUID> firstOf(UUID accountId) {
        return database.first(
                "SELECT home_id FROM home WHERE account_id = ? AND is_first",
                rows -> rows.getObject("home_id", UUID.class),
                accountId);
    }

    /** Own homes and those where the person is something, by the time it began. */
    List<Home> list(UUID accountId, Instant now, PageRequest page) {
        var after = TimeCursor.of(page);
        return database.query(
                LIST,
                this::read,
                accountId,
                accountId,
                now,
                after.map(TimeCursor::at).orElse(Instant.EPOCH),
                after.map(TimeCursor::id).orElse(new UUID(0, 0)),
                page.limit() + 1);
    }

    /** One of the same homes. */
    Optional<Home> one(UUID accountId, UUID homeId, Instant now) {
        return database.first(
                BELONGING + "WHERE home_id = ?", this::read, accountId, accountId, now, homeId);
    }

    private Home read(ResultSet rows) throws SQLException {
        var cipher = keys.cipher(rows.getObject("account_id", UUID.class));
        return new Home(
                rows.getObject("home_id", UUID.class),
                String.valueOf(cipher.decrypt(NAME, rows.getBytes("name"))),
                HomeRole.valueOf(rows.getString("role")),
                Database.instant(rows, "until"),
                rows.getTimestamp("since").toInstant());
    }

    /** Of the same homes the ids alone. */
    List<UUID> ids(UUID accountId, Instant now) {
        return database.query(
                "SELECT home_id FROM home WHERE account_id = ? UNION ALL"
                        + " SELECT home_id FROM home_member"
                        + " WHERE account_id = ? AND (until IS NULL OR until > ?)",
                rows -> rows.getObject("home_id", UUID.class),
                accountId,
                accountId,
                now);
    }

    Optional<Owned> find(UUID homeId) {
        return find(homeId, "");
    }

    /** Who is in the home, and whose it is, stays so until the transaction ends. */
    Optional<Owned> lock(UUID homeId) {
        return find(homeId, " FOR NO KEY UPDATE OF home");
    }

    private Optional<Owned> find(UUID homeId, String lock) {
        return database.first(
                "SELECT account_id, is_first FROM home JOIN data_subject USING (account_id)"
                        + " WHERE home_id = ? AND state = 'LIVE'"
                        + lock,
                rows ->
                        new Owned(
                                rows.getObject("account_id", UUID.class),
                                rows.getBoolean("is_first")),
                homeId);
    }

    List<UUID> ownedBy(UUID accountId) {
        return ownedBy(accountId, "");
    }

    /** As {@link #ownedBy}, also of somebody who is erased; they stay as they are until the end. */
    List<UUID> lockOwnedBy(UUID accountId) {
        return ownedBy(accountId, " FOR NO KEY UPDATE");
    }

    private List<UUID> ownedBy(UUID accountId, String lock) {
        return database.query(
                "SELECT home_id FROM home WHERE account_id = ? ORDER BY home_id" + lock,
                rows -> rows.getObject("home_id", UUID.class),
                accountId);
    }

    /** Does nothing when the person has a first home; waits for whoever makes one. */
    void insertFirst(UUID accountId, Instant now) {
        database.update(
                "INSERT INTO home (home_id, account_id, name, created_at, is_first)"
                        + " VALUES (?, ?, ?, ?, true)"
                        + " ON CONFLICT (account_id) WHERE is_first DO NOTHING",
                UUID.randomUUID(),
                accountId,
                keys.cipher(accountId).encrypt(NAME, FIRST_NAME),
                now);
    }

    void insert(UUID accountId, UUID homeId, String name, Instant now) {
        database.update(
                "INSERT INTO home (home_id, account_id, name, created_at, is_first)"
                        + " VALUES (?, ?, ?, ?, false)",
                homeId,
                accountId,
                keys.cipher(accountId).encrypt(NAME, name),
                now);
    }

    /** Gives a home to one of its members, under a name of its own again; to them it began then. */
    void give(UUID homeId, UUID toAccountId) {
        database.update(
                "UPDATE home SET account_id = ?, name = ?, is_first = false, created_at ="
                        + " (SELECT joined_at FROM home_member"
                        + " WHERE home_id = ? AND account_id = ?)"
                        + " WHERE home_id = ?",
                toAccountId,
                keys.cipher(toAccountId).encrypt(NAME, FIRST_NAME),
                homeId,
                toAccountId,
                homeId);
    }

    void delete(UUID homeId) {
        database.update("DELETE FROM home WHERE home_id = ?", homeId);
    }

    /** What somebody is in a home of a person who is here. */
    Optional<HomeRole> roleOf(UUID accountId, UUID homeId, Instant now) {
        return database.<String>first(
                        """
                        SELECT CASE WHEN h.account_id = ? THEN 'OWNER' ELSE m.role END AS role
                        FROM home h JOIN data_subject s USING (account_id)
                        LEFT JOIN home_member m ON m.home_id = h.home_id AND m.account_id = ?
                            AND (m.until IS NULL OR m.until > ?)
                        WHERE h.home_id = ? AND s.state = 'LIVE'
                          AND (h.account_id = ? OR m.account_id IS NOT NULL)
                        """,
                        rows -> rows.getString("role"),
                        accountId,
                        accountId,
                        now,
                        homeId,
                        accountId)
                .map(HomeRole::valueOf);
    }

    /** Since when somebody is what they are in a home. */
    Optional<Instant> since(UUID accountId, UUID homeId, Instant now) {
        return database.first(
                """
                SELECT h.created_at AS since FROM home h WHERE h.home_id = ? AND h.account_id = ?
                UNION ALL
                SELECT m.joined_at FROM home_member m
                WHERE m.home_id = ? AND m.account_id = ? AND (m.until IS NULL OR m.until > ?)
                """,
                rows -> rows.getTimestamp("since").toInstant(),
                homeId,
                accountId,
                homeId,
                accountId,
                now);
    }
}
