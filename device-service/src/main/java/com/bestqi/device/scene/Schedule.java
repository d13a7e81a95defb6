package com.bestqi.device.scene;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/** A time of day on some days of the week. */
record Schedule(LocalTime time, Set<DayOfWeek> days) {
    private static final int DAYS_TO_LOOK = 8;

    /** Copies the days. */
    Schedule {
        days = Set.copyOf(days);
    }

    static Schedule of(String time, Set<DayOfWeek> days) {
        return new Schedule(LocalTime.parse(time), days);
    }

    /**
     * The first moment after another, as clocks go in a zone. A time that the clocks leave out is
     * where they go on; of a time that they show twice the first counts, so each day has one.
     */
    Instant next(Instant after, ZoneId zone) {
        var date = after.atZone(zone).toLocalDate();
        for (int i = 0; i <= DAYS_TO_LOOK; i++) {
            var day = date.plusDays(i);
            if (days.contains(day.getDayOfWeek())) {
                var moment = moment(day, zone);
                if (moment.isAfter(after)) {
                    return moment;
                }
            }
        }
        throw new IllegalStateException("every week has every day");
    }

    private Instant moment(LocalDate day, ZoneId zone) {
        var local = day.atTime(time);
        var change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                // Of two, the earlier: the one by the offset before the clocks go back.
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
