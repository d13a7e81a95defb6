package com.bestqi.device.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an entry when nothing in it may point at anybody (AU-4): every field is rebuilt
 * from what it can only be, so that no words of the sender pass.
 *
 * @param at the hour
 * @param osVersion the numbers of the version, if there are any
 * @param language without country and script, if it is one
 * @param network the sender's, cut to /24 or /48
 * @param frames where in the program, without any value
 */
record DesensitisedEntry(
        Instant at,
        LogEntry.Level level,
        LogEntry.Kind kind,
        @Nullable String osVersion,
        @Nullable String language,
        @Nullable String network,
        @Nullable String frames) {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    /** At most three short numbers: a phone number or an address is none. */
    private static final Pattern VERSION =
            Pattern.compile("(?<![\\w.@+-])\\d{1,3}(?:\\.\\d{1,3}){0,2}(?![\\w.@-])");

    static DesensitisedEntry of(LogEntry entry, @Nullable String network) {
        var trace = entry.stackTrace();
        return new DesensitisedEntry(
                entry.at().truncatedTo(ChronoUnit.HOURS),
                entry.level(),
                entry.kind(),
                version(entry.osVersion()),
                language(entry.language()),
                network,
                trace == null ? null : StackFrames.of(trace));
    }

    private static @Nullable String version(String text) {
        var found = VERSION.matcher(text);
        return found.find() ? found.group() : null;
    }

    private static @Nullable String language(String tag) {
        var primary = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return LANGUAGES.contains(primary) ? primary : null;
    }
}
