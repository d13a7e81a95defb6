package com.bestqi.device.pairing;

import com.bestqi.device.onetimecode.OneTimeCode;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PairingRepository {
    private static final String CODE = "pairing.code";

    private final Database database;
    private final BlindIndex index;

    PairingRepository(Database database, BlindIndex index) {
        this.database = database;
        this.index = index;
    }

    /** A pairing under way or past. */
    record Pairing(
            UUID pairingId,
            UUID accountId,
            String deviceType,
            boolean claimed,
            Instant expiresAt) {}

    void insert(
            Subject owner,
            UUID pairingId,
            String code,
            PairingMethod method,
            String deviceType,
            Instant now,
            Instant expiresAt) {
        database.update(
                """
                INSERT INTO pairing
                    (pairing_id, account_id, code_index, method, device_type, consent_revision,
                     created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                pairingId,
                owner.accountId(),
                index.of(CODE, OneTimeCode.normalise(code)),
                method.name(),
                deviceType,
                owner.consentRevision(),
                now,
                expiresAt);
    }

    Optional<Pairing> find(String code) {
        return database.first(
                "SELECT pairing_id, account_id, device_type, claimed_at IS NOT NULL AS claimed,"
                        + " expires_at FROM pairing WHERE code_index = ?",
                rows ->
                        new Pairing(
                                rows.getObject("pairing_id", UUID.class),
                                rows.getObject("account_id", UUID.class),
                                rows.getString("device_type"),
                                rows.getBoolean("claimed"),
                                rows.getTimestamp("expires_at").toInstant()),
                (Object) index.of(CODE, OneTimeCode.normalise(code)));
    }

    /** The one step that only one of many claims can take. */
    boolean claim(UUID pairingId, UUID deviceId, Instant now) {
        return database.update(
                        "UPDATE pairing SET claimed_at = ?, device_id = ?"
                                + " WHERE pairing_id = ? AND claimed_at IS NULL",
                        now,
                        deviceId,
                        pairingId)
                == 1;
    }
}
