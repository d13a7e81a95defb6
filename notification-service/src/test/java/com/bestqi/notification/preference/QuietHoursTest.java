package com.bestqi.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When nothing is sent that can wait. */
@Tag("PM-6")
class QuietHoursTest {

    @ParameterizedTest
    @CsvSource({
        // from, to, zone, now, end or none
        "22:00, 07:00, Europe/Zurich, 2026-11-23T20:59:59Z, none",
        "22:00, 07:00, Europe/Zurich, 2026-11-23T21:00:00Z, 2026-11-24T06:00:00Z",
        "22:00, 07:00, Europe/Zurich, 2026-11-24T05:59:59Z, 2026-11-24T06:00:00Z",
        "22:00, 07:00, Europe/Zurich, 2026-11-24T06:00:00Z, none",
        "22:00, 07:00, Asia/Shanghai, 2026-11-23T14:00:00Z, 2026-11-23T23:00:00Z",
        "12:00, 14:00, UTC, 2026-11-23T13:00:00Z, 2026-11-23T14:00:00Z",
        "12:00, 14:00, UTC, 2026-11-23T14:00:00Z, none",
        // The hour that does not exist in spring ends the quiet where the clock goes on.
        "22:00, 02:30, Europe/Zurich, 2027-03-28T00:30:00Z, 2027-03-28T01:30:00Z",
        // The hour that comes twice in autumn: the first of the two ends it.
        "22:00, 02:30, Europe/Zurich, 2026-10-25T00:15:00Z, 2026-10-25T00:30:00Z",
        "22:00, 02:30, Europe/Zurich, 2026-10-25T01:15:00Z, none"
    })
    void theyEndInTheTimeZoneOfThePerson(
            LocalTime from, LocalTime to, String zone, Instant now, String end) {
        var ends = new QuietHours(from, to).endAfter(now, ZoneId.of(zone));

        assertThat(ends.map(Instant::toString).orElse("none")).isEqualTo(end);
    }
}
