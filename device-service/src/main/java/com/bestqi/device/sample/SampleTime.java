package com.bestqi.device.sample;

import com.bestqi.device.sample.Refusal.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an item was taken, and whether that can be believed. */
public final class SampleTime {
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(30);

    private static final int SECONDS_END = 19;
    private static final int MICROS_END = 26;

    private SampleTime() {}

    /** Reads an ISO 8601 instant, cut to the microseconds that the database keeps. */
    public static Optional<Instant> parse(String text) {
        var quickly = parseUtc(text);
        if (quickly != null) {
            return Optional.of(quickly);
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the one form that nearly all devices write, {@code 2026-01-31T23:59:59.123456Z}, for
     * the JDK's formatter takes half of the time that a batch of readings costs. Null for any other
     * form, good or not.
     */
    private static @Nullable Instant parseUtc(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END
                || end > MICROS_END
                || end == SECONDS_END + 1
                || text.charAt(end) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (end > SECONDS_END && text.charAt(SECONDS_END) != '.')) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int micros = end == SECONDS_END ? 0 : number(text, SECONDS_END + 1, end);
        for (int digits = end - SECONDS_END - 1; digits > 0 && digits < 6; digits++) {
            micros *= 10;
        }
        if ((year | month | day | hour | minute | second | micros) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        long seconds =
                LocalDate.of(year, month, day).toEpochDay() * 86_400L
                        + hour * 3_600L
                        + minute * 60L
                        + second;
        return Instant.ofEpochSecond(seconds, micros * 1_000L);
    }

    /** The digits from one place to before another; negative when one is none. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Why a time is refused on arrival, if it is. */
    public static Optional<Reason> refusal(Instant at, Instant now) {
        if (at.isAfter(now.plus(MOST_AHEAD))) {
            return Optional.of(Reason.CLOCK_SKEW);
        }
        return at.isBefore(now.minus(OLDEST)) ? Optional.of(Reason.TOO_OLD) : Optional.empty();
    }
}
