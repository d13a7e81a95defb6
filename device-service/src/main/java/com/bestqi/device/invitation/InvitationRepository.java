package com.bestqi.device.invitation;

import com.bestqi.device.onetimecode.OneTimeCode;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class InvitationRepository {
    private static final String CODE = "home_invitation.code";

    private final Database database;
    private final BlindIndex index;

    InvitationRepository(Database database, BlindIndex index) {
        this.database = database;
        this.index = index;
    }

    void insert(Invitation invitation, String code) {
        database.update(
                """
                INSERT INTO home_invitation
                    (invitation_id, account_id, home_id, code_index, role, until, created_at,
                     expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                invitation.invitationId(),
                invitation.invitedBy(),
                invitation.homeId(),
                index.of(CODE, OneTimeCode.normalise(code)),
                invitation.role().name(),
                invitation.until(),
                invitation.createdAt(),
                invitation.expiresAt());
    }

    Optional<Invitation> find(String code) {
        return database.first(
                "SELECT invitation_id, account_id, home_id, role, until, created_at, expires_at,"
                        + " accepted_at IS NOT NULL AS accepted FROM home_invitation"
                        + " WHERE code_index = ?",
                rows ->
                        new Invitation(
                                rows.getObject("invitation_id", UUID.class),
                                rows.getObject("account_id", UUID.class),
                                rows.getObject("home_id", UUID.class),
                                HomeRole.valueOf(rows.getString("role")),
                                Database.instant(rows, "until"),
                                rows.getTimestamp("created_at").toInstant(),
                                rows.getTimestamp("expires_at").toInstant(),
                                rows.getBoolean("accepted")),
                (Object) index.of(CODE, OneTimeCode.normalise(code)));
    }

    void deleteOf(UUID homeId) {
        database.update("DELETE FROM home_invitation WHERE home_id = ?", homeId);
    }

    /** The one step that only one of many acceptances can take. */
    boolean accept(UUID invitationId, Instant now) {
        return database.update(
                        "UPDATE home_invitation SET accepted_at = ?"
                                + " WHERE invitation_id = ? AND accepted_at IS NULL",
                        now,
                        invitationId)
                == 1;
    }
}
