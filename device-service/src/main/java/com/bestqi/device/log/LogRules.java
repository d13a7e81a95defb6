package com.bestqi.device.log;

import com.bestqi.device.sample.Refusal.Reason;
import com.bestqi.device.sample.SampleTime;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which form an entry may be kept (AU-3, AU-4, PM-5).
 *
 * @param owner under the lock of the transaction that stores
 * @param network the sender's, already cut
 */
record LogRules(Subject owner, @Nullable String network, Instant now) {
    static final String DIAGNOSTICS = "diagnostics";
    static final String STORAGE = "storage";

    private static final int LONGEST_VERSION = 50;
    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_TRACE = 64_000;
    private static final Pattern LANGUAGE =
            Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}");

    /** What an entry came to. */
    sealed interface Judgement {}

    /** It may be linked to the person, as it is. */
    record Identified(LogEntry entry) implements Judgement {}

    /** It may be kept without anybody. */
    record Desensitised(DesensitisedEntry entry) implements Judgement {}

    /** It must not be kept in any form. */
    record Refused(Reason reason) implements Judgement {}

    Judgement judge(LogItem item) {
        var read = read(item);
        if (read.isEmpty()) {
            return new Refused(Reason.MALFORMED);
        }
        var entry = read.get();
        var wrongTime = SampleTime.refusal(entry.at(), now);
        if (wrongTime.isPresent()) {
            return new Refused(wrongTime.get());
        }
        if (!inRange(entry)) {
            return new Refused(Reason.OUT_OF_RANGE);
        }
        if (!owner.allows(Processing.COLLECT, DataCategory.LOG)) {
            return new Refused(Reason.RESTRICTED);
        }
        return gate(entry);
    }

    private Judgement gate(LogEntry entry) {
        // It lay in a file on the phone: without the switch it should never have been written.
        if (entry.kind() == LogEntry.Kind.CRASH && !owner.permits(STORAGE, entry.at())) {
            return new Refused(Reason.NO_CONSENT);
        }
        return owner.permits(DIAGNOSTICS, entry.at())
                ? new Identified(entry)
                : new Desensitised(DesensitisedEntry.of(entry, network));
    }

    private static boolean inRange(LogEntry entry) {
        var trace = entry.stackTrace();
        return entry.osVersion().length() <= LONGEST_VERSION
                && entry.message().length() <= LONGEST_MESSAGE
                && (trace == null || trace.length() <= LONGEST_TRACE);
    }

    private static Optional<LogEntry> read(LogItem item) {
        var at = item.at() == null ? Optional.<Instant>empty() : SampleTime.parse(item.at());
        var level = constant(LogEntry.Level.values(), item.level());
        var kind = constant(LogEntry.Kind.values(), item.kind());
        var osVersion = item.osVersion();
        var language = item.language();
        var message = item.message();
        if (at.isEmpty() || level.isEmpty() || kind.isEmpty() || osVersion == null) {
            return Optional.empty();
        }
        return message == null || language == null || !LANGUAGE.matcher(language).matches()
                ? Optional.empty()
                : Optional.of(
                        new LogEntry(
                                at.get(),
                                level.get(),
                                kind.get(),
                                osVersion,
                                language,
                                message,
                                item.stackTrace()));
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, @Nullable String name) {
        for (var value : values) {
            if (value.name().equals(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
