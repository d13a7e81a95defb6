package com.bestqi.device.cursor;

import com.bestqi.platform.web.PageRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * The position of a row.
 *
 * @param name sets rows of the same time apart: an id or a type
 */
public record TimeCursor(Instant at, String name) {
    private static final long MICROS = 1_000_000;
    private static final Instant LATEST = Instant.EPOCH.plus(Duration.ofDays(365L * 400));

    /** Where to go on, if the caller said so; throws 400 when no list of ours wrote it. */
    public static Optional<TimeCursor> of(PageRequest page) {
        return page.from().map(TimeCursor::parse);
    }

    private static TimeCursor parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw PageRequest.badCursor();
        }
        try {
            var at =
                    Instant.EPOCH.plus(Long.parseLong(text.substring(0, space)), ChronoUnit.MICROS);
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST) || text.indexOf(0) >= 0) {
                throw PageRequest.badCursor();
            }
            return new TimeCursor(at, text.substring(space + 1));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw PageRequest.badCursor();
        }
    }

    /** The name as an id; throws 400 when it is none. */
    public UUID id() {
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    /** As the list writes it. */
    public String text() {
        long micros = at.getEpochSecond() * MICROS + at.getNano() / 1_000;
        return micros + " " + name;
    }
}
