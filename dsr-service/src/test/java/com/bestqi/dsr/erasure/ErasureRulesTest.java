package com.bestqi.dsr.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.dsr.rights.DueDate;
import com.bestqi.platform.worker.BackOff;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureRulesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T09:30:00Z, 2026-12-22T09:30:00Z",
        "2026-01-31T23:59:59Z, 2026-02-28T23:59:59Z",
        "2028-01-31T00:00:00Z, 2028-02-29T00:00:00Z",
        "2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "2026-03-31T10:00:00Z, 2026-04-30T10:00:00Z",
        "2027-01-29T10:00:00Z, 2027-02-28T10:00:00Z",
        "2028-01-30T10:00:00Z, 2028-02-29T10:00:00Z",
        "2028-02-29T12:00:00Z, 2028-03-29T12:00:00Z",
        "2026-12-31T12:00:00Z, 2027-01-30T12:00:00Z",
        "2026-07-31T10:00:00Z, 2026-08-30T10:00:00Z",
    })
    @Tag("RI-8")
    void theEarlierOfThirtyDaysAndOneMonthBinds(Instant received, Instant due) {
        assertThat(DueDate.of(received)).isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Honolulu", "Europe/Berlin", "Pacific/Kiritimati"})
    @Tag("RI-8")
    void theDateIsTheSameWhereverItIsCounted(String zone) {
        var received = ZonedDateTime.of(2026, 3, 29, 1, 30, 0, 0, ZoneId.of(zone));

        assertThat(DueDate.of(received.toInstant()))
                .isEqualTo(received.toInstant().plus(Duration.ofDays(30)));
    }

    @ParameterizedTest
    @CsvSource({"0, PT30S", "1, PT1M", "2, PT2M", "6, PT32M", "7, PT1H", "8, PT1H", "5000, PT1H"})
    void remindersComeLessAndLessOftenButNeverStop(int reminders, Duration pause) {
        assertThat(new BackOff(Duration.ofSeconds(30), Duration.ofHours(1)).after(reminders))
                .isEqualTo(pause);
    }

    @Test
    void aCaseIsOpenUntilItsCertificateIsThere() {
        assertThat(CaseState.values())
                .filteredOn(CaseState::open)
                .containsExactly(CaseState.RECEIVED, CaseState.COOLING_OFF, CaseState.RUNNING);
    }
}
