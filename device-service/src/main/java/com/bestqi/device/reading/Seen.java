package com.bestqi.device.reading;

import com.bestqi.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a watcher has seen, type by type, for the types of a device do not arrive together. As
 * text it is the id of the event that brought it so far.
 */
final class Seen {
    static final String HEADER = "Last-Event-ID";

    private static final int LONGEST = 2_000;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Map<String, Instant> byType = new TreeMap<>();

    /** Reads the header, if there is one; throws 400 when no stream of ours wrote it. */
    static Optional<Seen> parse(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return Optional.empty();
        }
        if (header.length() > LONGEST) {
            throw invalid();
        }
        var seen = new Seen();
        for (var part : header.split(",", -1)) {
            int at = part.indexOf('@');
            if (at < 1) {
                throw invalid();
            }
            seen.byType.put(part.substring(0, at), moment(part.substring(at + 1)));
        }
        return Optional.of(seen);
    }

    private static Instant moment(String micros) {
        try {
            var moment = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
            if (!moment.isBefore(Instant.EPOCH) && moment.isBefore(LATEST)) {
                return moment;
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.invalid(HEADER, "is not one that this stream gave out");
    }

    /** Adds what is not known yet: a type that was not told of begins where it is now. */
    void begin(Map<String, Instant> now) {
        now.forEach(byType::putIfAbsent);
    }

    void advance(Reading reading) {
        byType.put(reading.type(), reading.at());
    }

    Map<String, Instant> byType() {
        return byType;
    }

    /** The id of an event. */
    String text() {
        return byType.entrySet().stream()
                .map(seen ->
                        seen.getKey()
                                + "@"
                                + ChronoUnit.MICROS.between(Instant.EPOCH, seen.getValue()))
                .collect(Collectors.joining(","));
    }
}
