package com.bestqi.device.sample;

import com.bestqi.device.sample.Refusal.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When an item was taken, and whether that can be believed. */
public final class SampleTime {
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(30);

    private SampleTime() {}

    /** Reads an ISO 8601 instant, cut to the microseconds that the database keeps. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Why a time is refused on arrival, if it is. */
    public static Optional<Reason> refusal(Instant at, Instant now) {
        if (at.isAfter(now.plus(MOST_AHEAD))) {
            return Optional.of(Reason.CLOCK_SKEW);
        }
        return at.isBefore(now.minus(OLDEST)) ? Optional.of(Reason.TOO_OLD) : Optional.empty();
    }
}
