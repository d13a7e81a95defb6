package com.bestqi.notification.preference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The hours of each day in which nothing that can wait is sent, in the person's time zone; over
 * midnight when they end earlier than they begin.
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /** When the quiet hours end that {@code now} lies in, if it does. */
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        var local = now.atZone(zone);
        var time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean quiet =
                overMidnight
                        ? !time.isBefore(from) || time.isBefore(to)
                        : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return Optional.empty();
        }
        var day = time.isBefore(to) ? local.toLocalDate() : local.toLocalDate().plusDays(1);
        var end = day.atTime(to).atZone(zone).toInstant();
        // In the hour that a clock change repeats, the end may lie behind.
        return end.isAfter(now) ? Optional.of(end) : Optional.empty();
    }
}
