package com.bestqi.dsr.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("RI-8")
class WorkCalendarTest {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private record Days(ZoneId timeZone, Set<DayOfWeek> weekend, Optional<List<String>> holidays)
            implements WorkCalendar.Config {}

    private static WorkCalendar calendar(String zone, String... holidays) {
        return new WorkCalendar(new Days(ZoneId.of(zone), WEEKEND, Optional.of(List.of(holidays))));
    }

    @ParameterizedTest
    @CsvSource({
        // Friday, Saturday, Sunday; New Year's Day on a Friday; Christmas on Friday and Saturday.
        "2026-11-27T09:00:00Z, 2026-11-27T09:00:00Z",
        "2026-11-28T09:00:00Z, 2026-11-28T00:00:00Z",
        "2026-11-29T23:59:59Z, 2026-11-28T00:00:00Z",
        "2027-01-03T12:00:00Z, 2027-01-01T00:00:00Z",
        "2026-12-27T12:00:00Z, 2026-12-25T00:00:00Z",
    })
    void theLastWorkingMomentIsNeverBehindTheDate(Instant due, Instant moment) {
        assertThat(calendar("UTC", "01-01", "12-25", "12-26").lastMoment(due)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T09:00:00Z, 5, 2026-11-18T00:00:00Z",
        "2026-11-29T09:00:00Z, 5, 2026-11-23T00:00:00Z",
        "2026-11-30T09:00:00Z, 1, 2026-11-27T00:00:00Z",
        "2026-12-28T09:00:00Z, 2, 2026-12-23T00:00:00Z",
        "2028-03-01T09:00:00Z, 1, 2028-02-29T00:00:00Z",
        "2027-03-01T09:00:00Z, 1, 2027-02-26T00:00:00Z",
    })
    void weekendsAndHolidaysMakeTheReminderComeEarlier(Instant due, int days, Instant at) {
        assertThat(calendar("UTC", "12-25", "12-26").before(due, days)).isEqualTo(at);
    }

    @Test
    void aDayBeginsWherePeopleWork() {
        var due = Instant.parse("2026-11-29T23:30:00Z"); // Monday already in Berlin

        assertThat(calendar("UTC").before(due, 1)).isEqualTo("2026-11-27T00:00:00Z");
        assertThat(calendar("Europe/Berlin").before(due, 1)).isEqualTo("2026-11-26T23:00:00Z");
        assertThat(calendar("Europe/Berlin").lastMoment(due)).isEqualTo(due);
        assertThat(calendar("UTC").lastMoment(due)).isEqualTo("2026-11-28T00:00:00Z");
    }

    @Test
    void aSingleHolidayIsOneOfItsYear() {
        var calendar = calendar("UTC", "2027-03-26");

        assertThat(calendar.before(Instant.parse("2027-03-29T09:00:00Z"), 1))
                .isEqualTo("2027-03-25T00:00:00Z");
        assertThat(calendar.before(Instant.parse("2029-03-26T09:00:00Z"), 1))
                .isEqualTo("2029-03-23T00:00:00Z");
    }

    @Test
    void theHorizonHoldsWhatIsToBeRemindedOfAndNothingElse() {
        var calendar = calendar("Europe/Berlin", "12-25", "12-26", "01-01");
        var now = Instant.parse("2026-12-01T08:00:00Z");
        for (int i = 0; i < 800; i++) {
            var then = now.plus(Duration.ofHours(11L * i));
            var horizon = calendar.horizon(then, 5);

            assertThat(calendar.before(horizon.minusMillis(1), 5)).isBeforeOrEqualTo(then);
            assertThat(calendar.before(horizon, 5)).isAfter(then);
        }
    }

    @Test
    void aCalendarThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> calendar("UTC", "02-30")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> calendar("UTC", "2026-13-01"))
                .isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() ->
                        new WorkCalendar(
                                new Days(
                                        ZoneId.of("UTC"),
                                        EnumSet.allOf(DayOfWeek.class),
                                        Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
