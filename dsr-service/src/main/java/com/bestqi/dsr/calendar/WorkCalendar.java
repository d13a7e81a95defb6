package com.bestqi.dsr.calendar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Working days by configuration. */
@ApplicationScoped
public class WorkCalendar {
    private static final int LONGEST_CLOSURE = 60;

    /** When people work. */
    @ConfigMapping(prefix = "bestqi.calendar")
    public interface Config {
        /** Where they do. */
        @WithDefault("UTC")
        ZoneId timeZone();

        /** The days on which they never do. */
        @WithDefault("SATURDAY,SUNDAY")
        Set<DayOfWeek> weekend();

        /** Holidays: {@code 12-25} is every year's, {@code 2027-03-26} is one. */
        Optional<List<String>> holidays();
    }

    private final ZoneId zone;
    private final Set<DayOfWeek> weekend;
    private final Set<MonthDay> yearly = new HashSet<>();
    private final Set<LocalDate> single = new HashSet<>();

    /** Refuses a calendar on which nobody ever works, and days that there are not. */
    WorkCalendar(Config config) {
        this.zone = config.timeZone();
        this.weekend = Set.copyOf(config.weekend());
        if (weekend.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("bestqi.calendar.weekend leaves no day to work on");
        }
        for (var day : config.holidays().orElse(List.of())) {
            if (day.length() == "12-25".length()) {
                yearly.add(MonthDay.parse("--" + day));
            } else {
                single.add(LocalDate.parse(day));
            }
        }
    }

    private boolean works(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek())
                && !single.contains(day)
                && !yearly.contains(MonthDay.from(day));
    }

    /** The last working moment up to a date: itself, or the end of the last working day before. */
    public Instant lastMoment(Instant due) {
        var day = LocalDate.ofInstant(due, zone);
        if (works(day)) {
            return due;
        }
        for (int i = 0; i < LONGEST_CLOSURE && !works(day); i++) {
            day = day.minusDays(1);
        }
        return start(day.plusDays(1));
    }

    /** The beginning of the day from which so many working days are left before that of a date. */
    public Instant before(Instant due, int workingDays) {
        return start(before(LocalDate.ofInstant(due, zone), workingDays));
    }

    private LocalDate before(LocalDate due, int workingDays) {
        var day = due;
        int left = workingDays;
        for (int i = 0; left > 0 && i < LONGEST_CLOSURE + workingDays; i++) {
            day = day.minusDays(1);
            left -= works(day) ? 1 : 0;
        }
        return day;
    }

    /** The end of what is due so soon that {@link #before} it has come: an exclusive bound. */
    public Instant horizon(Instant now, int workingDays) {
        var today = LocalDate.ofInstant(now, zone);
        var last = today;
        while (!before(last.plusDays(1), workingDays).isAfter(today)) {
            last = last.plusDays(1);
        }
        return start(last.plusDays(1));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
