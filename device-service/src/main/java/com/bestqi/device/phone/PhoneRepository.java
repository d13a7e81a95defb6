package com.bestqi.device.phone;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.phone.Phone.NetworkType;
import com.bestqi.device.phone.Phone.Os;
import com.bestqi.device.phone.Phone.Surroundings;
import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PhoneRepository {
    private static final String CARRIER = "phone.carrier";
    private static final String SSID = "phone.ssid";
    private static final String INSTALLED_APPS = "phone.installed_apps";
    private static final String IP_ADDRESS = "phone.ip_address";
    // No name of an app holds a line break: the resource refuses control characters.
    private static final String BETWEEN_APPS = "\n";

    private final Database database;
    private final SubjectKeys keys;

    PhoneRepository(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Stores or replaces; false when the installation belongs to another account. */
    boolean put(Subject owner, Phone phone) {
        var cipher = keys.cipher(owner.accountId());
        var around = phone.surroundings();
        return database.update(
                        """
                        INSERT INTO phone AS p
                            (installation_id, account_id, model, os, os_version, app_version,
                             software_version, language, network_type, carrier, ssid,
                             installed_apps, ip_address, consent_revision, registered_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (installation_id) DO UPDATE
                        SET model = excluded.model, os = excluded.os,
                            os_version = excluded.os_version, app_version = excluded.app_version,
                            software_version = excluded.software_version,
                            language = excluded.language, network_type = excluded.network_type,
                            carrier = excluded.carrier, ssid = excluded.ssid,
                            installed_apps = excluded.installed_apps,
                            ip_address = excluded.ip_address,
                            consent_revision = excluded.consent_revision,
                            updated_at = excluded.updated_at
                        WHERE p.account_id = excluded.account_id
                        """,
                        phone.installationId(),
                        owner.accountId(),
                        phone.model(),
                        phone.os().name(),
                        phone.osVersion(),
                        phone.appVersion(),
                        phone.softwareVersion(),
                        phone.language(),
                        phone.networkType().name(),
                        cipher.encrypt(CARRIER, around.carrier()),
                        cipher.encrypt(SSID, around.ssid()),
                        cipher.encrypt(INSTALLED_APPS, join(around.installedApps())),
                        cipher.encrypt(IP_ADDRESS, around.ipAddress()),
                        owner.consentRevision(),
                        phone.registeredAt(),
                        phone.updatedAt())
                == 1;
    }

    /** Forgets what surrounds the phones that were described after a moment. */
    int forgetSurroundingsTakenAfter(UUID accountId, Instant moment) {
        return database.update(
                "UPDATE phone SET carrier = NULL, ssid = NULL, installed_apps = NULL,"
                        + " ip_address = NULL WHERE account_id = ? AND updated_at > ?",
                accountId,
                moment);
    }

    /** Whether the installation is known as another person's phone. */
    boolean isForeign(UUID accountId, UUID installationId) {
        return database.first(
                        "SELECT account_id <> ? AS foreign_one FROM phone WHERE installation_id = ?",
                        rows -> rows.getBoolean("foreign_one"),
                        accountId,
                        installationId)
                .orElse(false);
    }

    /** Oldest first. */
    List<Phone> list(UUID accountId, PageRequest page) {
        var cipher = keys.cipher(accountId);
        var after = TimeCursor.of(page);
        return database.query(
                "SELECT * FROM phone WHERE account_id = ?"
                        + " AND (registered_at, installation_id) > (?, ?)"
                        + " ORDER BY registered_at, installation_id LIMIT ?",
                rows -> read(cipher, rows),
                accountId,
                after.map(TimeCursor::at).orElse(Instant.EPOCH),
                after.map(TimeCursor::id).orElse(new UUID(0, 0)),
                page.limit() + 1);
    }

    /** False when there is none of this person. */
    boolean delete(UUID accountId, UUID installationId) {
        return database.update(
                        "DELETE FROM phone WHERE installation_id = ? AND account_id = ?",
                        installationId,
                        accountId)
                == 1;
    }

    private static Phone read(SubjectCipher cipher, ResultSet rows) throws SQLException {
        return new Phone(
                rows.getObject("installation_id", UUID.class),
                rows.getString("model"),
                Os.valueOf(rows.getString("os")),
                rows.getString("os_version"),
                rows.getString("app_version"),
                rows.getString("software_version"),
                rows.getString("language"),
                NetworkType.valueOf(rows.getString("network_type")),
                new Surroundings(
                        cipher.decrypt(CARRIER, rows.getBytes("carrier")),
                        cipher.decrypt(SSID, rows.getBytes("ssid")),
                        split(cipher.decrypt(INSTALLED_APPS, rows.getBytes("installed_apps"))),
                        cipher.decrypt(IP_ADDRESS, rows.getBytes("ip_address"))),
                rows.getTimestamp("registered_at").toInstant(),
                rows.getTimestamp("updated_at").toInstant());
    }

    private static @Nullable String join(@Nullable List<String> apps) {
        return apps == null ? null : String.join(BETWEEN_APPS, apps);
    }

    private static @Nullable List<String> split(@Nullable String apps) {
        if (apps == null) {
            return null;
        }
        return apps.isEmpty() ? List.of() : List.of(apps.split(BETWEEN_APPS));
    }
}
