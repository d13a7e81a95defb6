package com.bestqi.device.smartdevice;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.SmartDevice.Identity;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class SmartDeviceRepository {
    private static final String NAME = "device.name";
    private static final String SERIAL_NUMBER = "device.serial_number";
    private static final String MAC_ADDRESS = "device.mac_address";
    private static final String SSID = "device.ssid";
    private static final String COLUMNS =
            "device_id, account_id, home_id, device_type, name, serial_number, mac_address, ssid,"
                    + " firmware_version, activated_at, last_seen_at";

    /** With one look also whether a scene waits for it, so that no batch takes another. */
    private static final String CREDENTIALS =
            "SELECT device_id, account_id, device_type, activated_at, last_seen_at,"
                    + " credential_generation, EXISTS (SELECT FROM scene s"
                    + " WHERE s.source_id = device.device_id AND s.enabled) AS watched"
                    + " FROM device";

    private final Database database;
    private final SubjectKeys keys;

    SmartDeviceRepository(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** What the arrival of data needs to know of a device. */
    record Credentials(
            UUID ownerId,
            String deviceType,
            Instant activatedAt,
            Instant lastSeenAt,
            int generation,
            boolean watched) {}

    /** Whose a device is, where, and since when there. */
    record Place(UUID ownerId, UUID homeId, Instant since) {}

    /** A device whose removal is under way. */
    record Removal(UUID ownerId, UUID deviceId) {}

    void insert(Subject owner, SmartDevice device, int generation) {
        var cipher = keys.cipher(owner.accountId());
        var identity = device.identity();
        database.update(
                """
                INSERT INTO device
                    (device_id, account_id, home_id, device_type, name, serial_number, mac_address,
                     ssid, firmware_version, credential_generation, consent_revision, activated_at,
                     placed_at, last_seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                device.deviceId(),
                owner.accountId(),
                device.homeId(),
                device.deviceType(),
                cipher.encrypt(NAME, device.name()),
                cipher.encrypt(SERIAL_NUMBER, identity.serialNumber()),
                cipher.encrypt(MAC_ADDRESS, identity.macAddress()),
                cipher.encrypt(SSID, identity.ssid()),
                device.firmwareVersion(),
                generation,
                owner.consentRevision(),
                device.activatedAt(),
                device.activatedAt(),
                device.lastSeenAt());
    }

    /**
     * A person's own, and those in some homes whose owners are something there now; newest first.
     */
    List<SmartDevice> list(UUID ownerId, Collection<UUID> homeIds, Instant now, PageRequest page) {
        var after = TimeCursor.of(page);
        return database.query(
                "SELECT "
                        + COLUMNS
                        + " FROM device WHERE (account_id = ? OR home_id = ANY (?)"
                        + " AND EXISTS (SELECT FROM data_subject s"
                        + " WHERE s.account_id = device.account_id AND s.state = 'LIVE')"
                        + " AND (EXISTS (SELECT FROM home h WHERE h.home_id = device.home_id"
                        + " AND h.account_id = device.account_id)"
                        + " OR EXISTS (SELECT FROM home_member m"
                        + " WHERE m.home_id = device.home_id"
                        + " AND m.account_id = device.account_id"
                        + " AND (m.until IS NULL OR m.until > ?))))"
                        + " AND removed_at IS NULL AND (activated_at, device_id) < (?, ?)"
                        + " ORDER BY activated_at DESC, device_id DESC LIMIT ?",
                rows -> read(keys.cipher(rows.getObject("account_id", UUID.class)), rows),
                ownerId,
                homeIds.toArray(UUID[]::new),
                now,
                after.map(TimeCursor::at).orElse(Instant.parse("9999-01-01T00:00:00Z")),
                after.map(TimeCursor::id).orElse(new UUID(-1, -1)),
                page.limit() + 1);
    }

    Optional<SmartDevice> find(UUID ownerId, UUID deviceId) {
        var cipher = keys.cipher(ownerId);
        return database.first(
                "SELECT "
                        + COLUMNS
                        + " FROM device"
                        + " WHERE device_id = ? AND account_id = ? AND removed_at IS NULL",
                rows -> read(cipher, rows),
                deviceId,
                ownerId);
    }

    /** Of a device whose owner is here. */
    Optional<Place> place(UUID deviceId) {
        return database.first(
                "SELECT account_id, home_id, placed_at FROM device"
                        + " JOIN data_subject USING (account_id)"
                        + " WHERE device_id = ? AND removed_at IS NULL AND state = 'LIVE'",
                rows ->
                        new Place(
                                rows.getObject("account_id", UUID.class),
                                rows.getObject("home_id", UUID.class),
                                rows.getTimestamp("placed_at").toInstant()),
                deviceId);
    }

    boolean put(UUID ownerId, UUID deviceId, UUID homeId, Instant now) {
        return database.update(
                        "UPDATE device SET home_id = ?, placed_at ="
                                + " CASE WHEN home_id = ? THEN placed_at ELSE ? END"
                                + " WHERE device_id = ? AND account_id = ? AND removed_at IS NULL",
                        homeId,
                        homeId,
                        now,
                        deviceId,
                        ownerId)
                == 1;
    }

    void moveAll(UUID ownerId, UUID fromHomeId, UUID toHomeId, Instant now) {
        database.update(
                "UPDATE device SET home_id = ?, placed_at = ?"
                        + " WHERE account_id = ? AND home_id = ?",
                toHomeId,
                now,
                ownerId,
                fromHomeId);
    }

    List<SmartDevice> inHome(UUID ownerId, UUID homeId) {
        var cipher = keys.cipher(ownerId);
        return database.query(
                "SELECT "
                        + COLUMNS
                        + " FROM device"
                        + " WHERE account_id = ? AND home_id = ? AND removed_at IS NULL"
                        + " ORDER BY device_id",
                rows -> read(cipher, rows),
                ownerId,
                homeId);
    }

    /** Makes a device another person's, as if it were new. */
    void give(SmartDevice device, Subject to, String name, Instant now) {
        var cipher = keys.cipher(to.accountId());
        var identity = device.identity();
        database.update(
                """
                UPDATE device
                SET account_id = ?, name = ?, serial_number = ?, mac_address = ?, ssid = NULL,
                    consent_revision = ?, activated_at = ?, placed_at = ?
                WHERE device_id = ?
                """,
                to.accountId(),
                cipher.encrypt(NAME, name),
                cipher.encrypt(SERIAL_NUMBER, identity.serialNumber()),
                cipher.encrypt(MAC_ADDRESS, identity.macAddress()),
                to.consentRevision(),
                now,
                now,
                device.deviceId());
    }

    List<UUID> ownersIn(UUID homeId) {
        return database.query(
                "SELECT DISTINCT account_id FROM device WHERE home_id = ? ORDER BY account_id",
                rows -> rows.getObject("account_id", UUID.class),
                homeId);
    }

    Optional<Credentials> credentials(UUID ownerId, UUID deviceId) {
        return database.first(
                CREDENTIALS + " WHERE device_id = ? AND account_id = ? AND removed_at IS NULL",
                SmartDeviceRepository::credentials,
                deviceId,
                ownerId);
    }

    /** Those of many devices, whoever owns them, by their ids. */
    Map<UUID, Credentials> credentials(Collection<UUID> deviceIds) {
        return database
                .query(
                        CREDENTIALS + " WHERE device_id = ANY (?) AND removed_at IS NULL",
                        rows ->
                                Map.entry(
                                        rows.getObject("device_id", UUID.class), credentials(rows)),
                        (Object) deviceIds.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Credentials credentials(ResultSet rows) throws SQLException {
        return new Credentials(
                rows.getObject("account_id", UUID.class),
                rows.getString("device_type"),
                rows.getTimestamp("activated_at").toInstant(),
                rows.getTimestamp("last_seen_at").toInstant(),
                rows.getInt("credential_generation"),
                rows.getBoolean("watched"));
    }

    void seen(UUID deviceId, Instant at) {
        database.update(
                "UPDATE device SET last_seen_at = ? WHERE device_id = ? AND last_seen_at < ?",
                at,
                deviceId,
                at);
    }

    /** False when there is none of this person. */
    boolean rename(Subject owner, UUID deviceId, String name) {
        return database.update(
                        "UPDATE device SET name = ?, consent_revision = ?"
                                + " WHERE device_id = ? AND account_id = ? AND removed_at IS NULL",
                        keys.cipher(owner.accountId()).encrypt(NAME, name),
                        owner.consentRevision(),
                        deviceId,
                        owner.accountId())
                == 1;
    }

    void noteFirmware(Subject owner, UUID deviceId, String version) {
        database.update(
                "UPDATE device SET firmware_version = ?, consent_revision = ?"
                        + " WHERE device_id = ? AND account_id = ? AND firmware_version <> ?",
                version,
                owner.consentRevision(),
                deviceId,
                owner.accountId(),
                version);
    }

    /** Voids all tokens of a device. False when there is none of this person. */
    boolean revoke(UUID ownerId, UUID deviceId) {
        return database.update(
                        "UPDATE device SET credential_generation = credential_generation + 1"
                                + " WHERE device_id = ? AND account_id = ? AND removed_at IS NULL",
                        deviceId,
                        ownerId)
                == 1;
    }

    /** From the commit on the device is gone for everybody. False when there is none. */
    boolean markRemoved(UUID ownerId, UUID deviceId, Instant now) {
        return database.update(
                        "UPDATE device SET removed_at = ?"
                                + " WHERE device_id = ? AND account_id = ? AND removed_at IS NULL",
                        now,
                        deviceId,
                        ownerId)
                == 1;
    }

    /** Removals that nobody has finished since. */
    List<Removal> unfinished(Instant before) {
        return database.query(
                "SELECT account_id, device_id FROM device WHERE removed_at < ?"
                        + " ORDER BY removed_at LIMIT 100",
                rows ->
                        new Removal(
                                rows.getObject("account_id", UUID.class),
                                rows.getObject("device_id", UUID.class)),
                before);
    }

    void delete(UUID ownerId, UUID deviceId) {
        database.update(
                "DELETE FROM device WHERE device_id = ? AND account_id = ?", deviceId, ownerId);
    }

    private static SmartDevice read(SubjectCipher cipher, ResultSet rows) throws SQLException {
        return new SmartDevice(
                rows.getObject("device_id", UUID.class),
                rows.getObject("account_id", UUID.class),
                rows.getObject("home_id", UUID.class),
                rows.getString("device_type"),
                String.valueOf(cipher.decrypt(NAME, rows.getBytes("name"))),
                rows.getString("firmware_version"),
                new Identity(
                        String.valueOf(
                                cipher.decrypt(SERIAL_NUMBER, rows.getBytes("serial_number"))),
                        String.valueOf(cipher.decrypt(MAC_ADDRESS, rows.getBytes("mac_address"))),
                        cipher.decrypt(SSID, rows.getBytes("ssid"))),
                rows.getTimestamp("activated_at").toInstant(),
                rows.getTimestamp("last_seen_at").toInstant());
    }
}
