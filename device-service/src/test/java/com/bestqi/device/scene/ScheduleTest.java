package com.bestqi.device.scene;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a time of day comes next, whatever clocks do. */
@Tag("PM-1")
class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Schedule daily(String time) {
        return Schedule.of(time, EnumSet.allOf(DayOfWeek.class));
    }

    private static List<String> next(Schedule schedule, String after, ZoneId zone, int times) {
        var found = new ArrayList<String>();
        var moment = Instant.parse(after);
        for (int i = 0; i < times; i++) {
            moment = schedule.next(moment, zone);
            found.add(moment.toString());
        }
        return found;
    }

    @Test
    void itComesOnItsDaysAsClocksGoThere() {
        var schedule = Schedule.of("07:30", Set.of(MONDAY, FRIDAY));

        assertThat(next(schedule, "2026-11-23T06:29:59Z", BERLIN, 3))
                .containsExactly(
                        "2026-11-23T06:30:00Z", "2026-11-27T06:30:00Z", "2026-11-30T06:30:00Z");
        assertThat(next(schedule, "2026-11-23T06:30:00Z", BERLIN, 1))
                .containsExactly("2026-11-27T06:30:00Z");
    }

    @Test
    void aTimeThatTheClocksLeaveOutIsWhereTheyGoOn() {
        assertThat(next(daily("02:30"), "2027-03-27T12:00:00Z", BERLIN, 2))
                .containsExactly("2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
    }

    @Test
    void ofATimeThatTheClocksShowTwiceTheFirstCounts() {
        assertThat(next(daily("02:30"), "2026-10-24T12:00:00Z", BERLIN, 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(next(daily("02:30"), "2026-10-25T01:00:00Z", BERLIN, 1))
                .containsExactly("2026-10-26T01:30:00Z");
    }

    @Test
    void aDayThatIsLeftOutWholeDoesNotStopIt() {
        var apia = ZoneId.of("Pacific/Apia");

        assertThat(next(daily("12:00"), "2011-12-29T23:00:00Z", apia, 2))
                .containsExactly("2011-12-30T10:00:00Z", "2011-12-30T22:00:00Z");
        assertThat(
                        next(
                                Schedule.of("00:00", Set.of(FRIDAY, SATURDAY)),
                                "2011-12-29T23:00:00Z",
                                apia,
                                2))
                .containsExactly("2011-12-30T10:00:00Z", "2012-01-05T10:00:00Z");
    }

    @Test
    void itAlwaysGoesOnAndNeverTwiceADay() {
        var random = new Random(20261123);
        var zones = List.copyOf(ZoneId.getAvailableZoneIds());
        for (int i = 0; i < 500; i++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var schedule =
                    Schedule.of(
                            "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60)),
                            random.nextBoolean() ? Set.of(SUNDAY) : EnumSet.allOf(DayOfWeek.class));
            var moment = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            var next = schedule.next(moment, zone);
            var after = schedule.next(next, zone);

            assertThat(next).isAfter(moment);
            assertThat(after).isAfter(next);
            assertThat(schedule.next(next.minusNanos(1), zone)).isEqualTo(next);
        }
    }
}
