package com.bestqi.device.smartdevice;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.smartdevice.SmartDevices.Introduction;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Finds devices by their serial numbers, of which only a keyed hash can be searched (I-9). */
@ApplicationScoped
class DeviceSerials {
    private final Database database;
    private final SubjectKeys keys;
    private final BlindIndex index;

    DeviceSerials(Database database, SubjectKeys keys, BlindIndex index) {
        this.database = database;
        this.keys = keys;
        this.index = index;
    }

    /** Whose a device is. */
    record Holder(UUID ownerId, UUID deviceId) {}

    Optional<Holder> holder(DeviceType type, String serialNumber) {
        return database.first(
                "SELECT account_id, device_id FROM device"
                        + " WHERE serial_index = ? AND removed_at IS NULL",
                rows ->
                        new Holder(
                                rows.getObject("account_id", UUID.class),
                                rows.getObject("device_id", UUID.class)),
                (Object) indexOf(type, serialNumber));
    }

    void remember(UUID deviceId, DeviceType type, String serialNumber) {
        database.update(
                "UPDATE device SET serial_index = ? WHERE device_id = ?",
                indexOf(type, serialNumber),
                deviceId);
    }

    /** Takes over how the device introduces itself now; returns its new generation. */
    int renew(Subject owner, UUID deviceId, Introduction device, Instant now) {
        var cipher = keys.cipher(owner.accountId());
        return database.first(
                        """
                        UPDATE device
                        SET firmware_version = ?, mac_address = ?, ssid = ?, last_seen_at = ?,
                            consent_revision = ?, credential_generation = credential_generation + 1
                        WHERE device_id = ? AND account_id = ?
                        RETURNING credential_generation
                        """,
                        rows -> rows.getInt("credential_generation"),
                        device.firmwareVersion(),
                        cipher.encrypt("device.mac_address", device.macAddress()),
                        cipher.encrypt("device.ssid", device.ssid()),
                        now,
                        owner.consentRevision(),
                        deviceId,
                        owner.accountId())
                .orElseThrow();
    }

    private byte[] indexOf(DeviceType type, String serialNumber) {
        var normalised = serialNumber.strip().toUpperCase(Locale.ROOT);
        return index.of("device.serial_number", type.key() + "\n" + normalised);
    }
}
