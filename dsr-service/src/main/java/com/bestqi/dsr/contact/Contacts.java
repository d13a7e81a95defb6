package com.bestqi.dsr.contact;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of open cases. They are encrypted with the key of the case, not of the person: the
 * person's key is destroyed as soon as the erasure begins.
 */
@ApplicationScoped
public class Contacts {
    private static final String EMAIL = "erasure_contact.email";
    private static final String LANGUAGE = "erasure_contact.language";

    private final Database database;
    private final SubjectKeys keys;
    private final Clock clock;

    Contacts(Database database, SubjectKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** The table; deleted last, in the transaction that makes dsr-service's own outcome. */
    @RegisterForReflection
    @Store(
            table = "erasure_contact",
            essential = true,
            category = DataCategory.CONTACT,
            erasure = Store.Erasure.DELETE_LAST,
            purposes = "PU-5",
            clauses = {"RI-3", "RI-8"},
            retention = "P30D",
            countedFrom = "kept_at",
            expiry = Store.Expiry.WORK)
    public record ErasureContactTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            // Ciphertext too, but not of the person's key.
            @Personal(value = DataCategory.CONTACT, binary = true) byte[] email,
            @Personal(value = DataCategory.PROFILE, binary = true) byte[] language,
            @Impersonal Instant keptAt) {}

    /** Keeps an address until the case ends; keeping it again changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(UUID requestId, UUID accountId, Contact contact) {
        keys.ensure(requestId);
        var cipher = keys.cipher(requestId);
        database.update(
                """
                INSERT INTO erasure_contact (request_id, account_id, email, language, kept_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING
                """,
                requestId,
                accountId,
                cipher.encrypt(EMAIL, contact.email()),
                cipher.encrypt(LANGUAGE, contact.language()),
                clock.instant());
    }

    /** The address of a case, if there is one and its key is there. */
    public Optional<Contact> find(UUID requestId) {
        return database.first(
                        "SELECT email, language FROM erasure_contact WHERE request_id = ?",
                        rows -> new Row(rows.getBytes("email"), rows.getBytes("language")),
                        requestId)
                .flatMap(row -> open(requestId, row));
    }

    private Optional<Contact> open(UUID requestId, Row row) {
        return keys.find(requestId)
                .map(cipher ->
                        new Contact(
                                present(cipher.decrypt(EMAIL, row.email())),
                                present(cipher.decrypt(LANGUAGE, row.language()))));
    }

    private static String present(@Nullable String text) {
        if (text == null) {
            throw new IllegalStateException("a contact without a field");
        }
        return text;
    }

    private record Row(byte[] email, byte[] language) {}

    /**
     * Destroys the key of a closed case, for good; may be repeated. Returns the mark of the keys
     * database.
     */
    public long destroyKey(UUID requestId) {
        return keys.destroy(List.of(requestId));
    }
}
