package com.bestqi.device.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the places out of a stack trace and leaves the values behind: names of exceptions without
 * their messages, frames without paths and addresses. A line that is nothing known is dropped.
 */
final class StackFrames {
    private static final int MOST_FRAMES = 200;
    private static final int LONGEST_LINE = 400;

    private record Form(Pattern pattern, Function<MatchResult, String> rebuild) {}

    private static final List<Form> FORMS =
            List.of(
                    // at java.base/java.util.List.get(List.java:12), of Java and Kotlin
                    new Form(
                            Pattern.compile(
                                    "at (?:[\\w.-]{1,60}+/{1,2}+)?+(\\w[\\w.$<>-]*+)"
                                            + "\\(([\\w$-]++\\.(?:java|kt)(?::\\d{1,6}+)?"
                                            + "|Native Method|Unknown Source)\\).*+"),
                            frame -> "at " + frame.group(1) + "(" + frame.group(2) + ")"),
                    // at show (/data/app/page.ets:12:3), of JavaScript and ArkTS
                    new Form(
                            Pattern.compile(
                                    "at (?:(\\w[\\w.$<>]*+) )?+\\(?+(?:[^():]*/)?+"
                                            + "([\\w$-]++\\.(?:js|ts|ets))(:\\d{1,6}+).*+"),
                            frame ->
                                    "at "
                                            + orNone(frame.group(1))
                                            + frame.group(2)
                                            + frame.group(3)),
                    // 3 App 0x0000000104f4c1a8 -[Home show:] + 24, of iOS
                    new Form(
                            Pattern.compile(
                                    "\\d{1,4}+\\s++([\\w.-]{1,60}+)\\s++0x\\p{XDigit}++\\s++"
                                            + "([-+]\\[\\w++ [\\w:]++]|[\\w$.]++)(?: \\+ \\d++)?+"),
                            frame -> "at " + frame.group(1) + " " + frame.group(2)),
                    // Caused by: java.io.IOException: whatever it says
                    new Form(
                            Pattern.compile(
                                    "((?:Caused by: |Suppressed: )?+(?:[a-z]\\w*+\\.)*+"
                                            + "[A-Z][\\w$]*(?:Exception|Error))(?::.*+)?+"),
                            frame -> frame.group(1)));

    private StackFrames() {}

    /** The places, one a line; null when there is none. */
    static @Nullable String of(String trace) {
        var frames = new ArrayList<String>();
        trace.lines()
                .map(String::strip)
                .filter(line -> line.length() <= LONGEST_LINE)
                .forEach(line -> take(line, frames));
        return frames.isEmpty() ? null : String.join("\n", frames);
    }

    private static void take(String line, List<String> frames) {
        if (frames.size() == MOST_FRAMES) {
            return;
        }
        for (var form : FORMS) {
            var match = form.pattern().matcher(line);
            if (match.matches()) {
                frames.add(form.rebuild().apply(match));
                return;
            }
        }
    }

    private static String orNone(@Nullable String function) {
        return function == null ? "" : function + " ";
    }
}
