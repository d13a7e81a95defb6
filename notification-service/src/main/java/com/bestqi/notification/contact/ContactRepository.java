package com.bestqi.notification.contact;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of copied contacts. */
@ApplicationScoped
class ContactRepository {
    private static final String SELECT =
            "SELECT account_id, changes, email, name, language, time_zone, bounced_at FROM contact";
    private static final String EMAIL = "contact.email";
    private static final String NAME = "contact.name";

    private final Database database;
    private final Subjects subjects;
    private final SubjectKeys keys;

    ContactRepository(Database database, Subjects subjects, SubjectKeys keys) {
        this.database = database;
        this.subjects = subjects;
        this.keys = keys;
    }

    /**
     * What is known of a person.
     *
     * @param changes how many changes had been heard of
     * @param contact null when it has to be asked for
     */
    record Known(long changes, @Nullable Contact contact) {}

    Known find(UUID accountId) {
        return database.first(SELECT + " WHERE account_id = ?", this::read, accountId)
                .orElse(new Known(0, null));
    }

    /** The contacts that need not be asked for, with one query. */
    Map<UUID, Contact> find(Collection<UUID> accountIds) {
        keys.prefetch(accountIds);
        var found = new HashMap<UUID, Contact>();
        database.query(
                        SELECT + " WHERE account_id = ANY (?) AND email IS NOT NULL",
                        row ->
                                Map.entry(
                                        row.getObject("account_id", UUID.class),
                                        Objects.requireNonNull(read(row).contact())),
                        (Object) accountIds.toArray(UUID[]::new))
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    private Known read(ResultSet row) throws SQLException {
        var email = row.getBytes("email");
        if (email == null) {
            return new Known(row.getLong("changes"), null);
        }
        var cipher = keys.cipher(row.getObject("account_id", UUID.class));
        return new Known(
                row.getLong("changes"),
                new Contact(
                        String.valueOf(cipher.decrypt(EMAIL, email)),
                        cipher.decrypt(NAME, row.getBytes("name")),
                        row.getString("language"),
                        row.getString("time_zone"),
                        row.getTimestamp("bounced_at") != null));
    }

    /** Keeps an answer, unless a change was heard of since it was asked for. */
    @Transactional
    void keep(UUID accountId, long changes, Contact contact) {
        if (free(accountId).isEmpty()) {
            return;
        }
        var cipher = keys.cipher(accountId);
        database.update(
                "INSERT INTO contact (account_id, changes, email, name, language, time_zone)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE"
                        + " SET email = excluded.email, name = excluded.name,"
                        + " language = excluded.language, time_zone = excluded.time_zone,"
                        + " bounced_at = NULL WHERE contact.changes = excluded.changes",
                accountId,
                changes,
                cipher.encrypt(EMAIL, contact.email()),
                cipher.encrypt(NAME, contact.name()),
                contact.language(),
                contact.timeZone());
    }

    /** Forgets the copy, and every answer that is under way. */
    @Transactional(Transactional.TxType.MANDATORY)
    void outdate(UUID accountId) {
        database.update(
                "INSERT INTO contact (account_id, changes) VALUES (?, 1)"
                        + " ON CONFLICT (account_id) DO UPDATE SET changes = contact.changes + 1,"
                        + " email = NULL, name = NULL, language = NULL, time_zone = NULL,"
                        + " bounced_at = NULL",
                accountId);
    }

    /** Notes that the mail server knows no such addresses. */
    @Transactional(Transactional.TxType.MANDATORY)
    void bounced(Collection<UUID> accountIds, Instant at) {
        database.update(
                "UPDATE contact SET bounced_at = ?"
                        + " WHERE account_id = ANY (?) AND email IS NOT NULL",
                at,
                accountIds.toArray(UUID[]::new));
    }

    private Optional<UUID> free(UUID accountId) {
        return subjects
                .shareAll(List.of(accountId), Processing.STORAGE, DataCategory.CONTACT)
                .keySet()
                .stream()
                .findFirst();
    }
}
