package com.bestqi.device.home;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class MemberRepository {
    private static final String SELECT =
            "SELECT account_id, role, joined_at, until FROM home_member"
                    + " JOIN data_subject USING (account_id)"
                    + " WHERE home_id = ? AND state = 'LIVE' AND (until IS NULL OR until > ?)";

    private final Database database;

    MemberRepository(Database database) {
        this.database = database;
    }

    /** Adds somebody, or takes the place of what they were until some time ago. */
    boolean add(UUID homeId, HomeMember member, Instant now) {
        return database.update(
                        """
                        INSERT INTO home_member AS m (account_id, home_id, role, joined_at, until)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (account_id, home_id) DO UPDATE
                        SET role = excluded.role, joined_at = excluded.joined_at,
                            until = excluded.until
                        WHERE m.until <= ?
                        """,
                        member.accountId(),
                        homeId,
                        member.role().name(),
                        member.joinedAt(),
                        member.until(),
                        now)
                == 1;
    }

    /**
     * Those who are here, longest there first.
     *
     * @param alone who is to be seen, or null for all
     */
    List<HomeMember> list(
            UUID homeId,
            Instant now,
            @Nullable UUID alone,
            @Nullable TimeCursor after,
            int atMost) {
        return database.query(
                SELECT
                        + " AND (?::uuid IS NULL OR account_id = ?)"
                        + " AND (joined_at, account_id) > (?, ?)"
                        + " ORDER BY joined_at, account_id LIMIT ?",
                rows ->
                        new HomeMember(
                                rows.getObject("account_id", UUID.class),
                                HomeRole.valueOf(rows.getString("role")),
                                Database.instant(rows, "joined_at"),
                                Database.instant(rows, "until")),
                homeId,
                now,
                alone,
                alone,
                after == null ? Instant.EPOCH : after.at(),
                after == null ? new UUID(0, 0) : after.id(),
                atMost);
    }

    Optional<HomeRole> roleOf(UUID homeId, UUID accountId, Instant now) {
        return list(homeId, now, accountId, null, 1).stream().map(HomeMember::role).findFirst();
    }

    boolean remove(UUID homeId, UUID accountId) {
        return database.update(
                        "DELETE FROM home_member WHERE account_id = ? AND home_id = ?",
                        accountId,
                        homeId)
                == 1;
    }

    void removeAll(UUID homeId) {
        database.update("DELETE FROM home_member WHERE home_id = ?", homeId);
    }
}
