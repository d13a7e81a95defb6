package com.bestqi.device.log;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LogRepository {
    private static final String MESSAGE = "log_entry.message";
    private static final String STACK_TRACE = "log_entry.stack_trace";
    private static final String IP_ADDRESS = "log_entry.ip_address";

    private final Database database;
    private final SubjectKeys keys;
    private final BlindIndex index;

    LogRepository(Database database, SubjectKeys keys, BlindIndex index) {
        this.database = database;
        this.keys = keys;
        this.index = index;
    }

    /** Where a batch comes from. */
    record Sender(UUID installationId, String ipAddress) {
        @Override
        public String toString() {
            return "Sender[" + installationId + "]";
        }
    }

    /** Stores what is not there yet, with one statement. Returns how many were new. */
    int insert(Subject owner, Sender sender, List<LogEntry> entries) {
        if (entries.isEmpty()) {
            return 0;
        }
        var cipher = keys.cipher(owner.accountId());
        return database.update(
                """
                INSERT INTO log_entry
                    (account_id, installation_id, at, consent_revision, entry_index, level, kind,
                     os_version, language, ip_address, message, stack_trace)
                SELECT ?, ?, e.at, ?, e.entry_index, e.level, e.kind,
                       e.os_version, e.language, ?, e.message, e.stack_trace
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS e
                    (at, entry_index, level, kind, os_version, language, message, stack_trace)
                ON CONFLICT DO NOTHING
                """,
                owner.accountId(),
                sender.installationId(),
                owner.consentRevision(),
                cipher.encrypt(IP_ADDRESS, sender.ipAddress()),
                times(entries, LogEntry::at),
                entries.stream().map(this::indexOf).toArray(Long[]::new),
                texts(entries, entry -> entry.level().name()),
                texts(entries, entry -> entry.kind().name()),
                texts(entries, LogEntry::osVersion),
                texts(entries, LogEntry::language),
                entries.stream()
                        .map(entry -> cipher.encrypt(MESSAGE, entry.message()))
                        .toArray(byte[][]::new),
                entries.stream()
                        .map(entry -> cipher.encrypt(STACK_TRACE, entry.stackTrace()))
                        .toArray(byte[][]::new));
    }

    /** Tells an entry that comes again, with other ciphertexts, from others of its moment. */
    private long indexOf(LogEntry entry) {
        var text = entry.level() + "\n" + entry.kind() + "\n" + entry.message();
        var trace = entry.stackTrace();
        return ByteBuffer.wrap(
                        index.of("log_entry.entry", trace == null ? text : text + "\n" + trace))
                .getLong();
    }

    /** Stores all, with one statement and without anybody. */
    void insert(List<DesensitisedEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO desensitised_log_entry
                    (at, level, kind, os_version, language, network, frames)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
                """,
                times(entries, DesensitisedEntry::at),
                texts(entries, entry -> entry.level().name()),
                texts(entries, entry -> entry.kind().name()),
                texts(entries, DesensitisedEntry::osVersion),
                texts(entries, DesensitisedEntry::language),
                texts(entries, DesensitisedEntry::network),
                texts(entries, DesensitisedEntry::frames));
    }

    private static <E> Instant[] times(List<E> entries, Function<E, Instant> time) {
        return entries.stream().map(time).toArray(Instant[]::new);
    }

    private static <E> @Nullable String[] texts(
            List<E> entries, Function<E, @Nullable String> text) {
        return entries.stream().map(text).toArray(String[]::new);
    }

    /** Deletes what was written after a moment, of these kinds. */
    int deleteTakenAfter(UUID accountId, List<LogEntry.Kind> kinds, Instant moment) {
        return kinds.isEmpty()
                ? 0
                : database.update(
                        "DELETE FROM log_entry WHERE account_id = ? AND at > ? AND kind = ANY (?)",
                        accountId,
                        moment,
                        kinds.stream().map(Enum::name).toArray(String[]::new));
    }
}
