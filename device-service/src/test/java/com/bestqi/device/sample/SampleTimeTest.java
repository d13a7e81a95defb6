package com.bestqi.device.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DV-3")
class SampleTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T23:59:59Z",
                "2026-01-31T23:59:59.1Z",
                "2026-01-31T23:59:59.120Z",
                "2026-01-31T23:59:59.123456Z",
                "2026-01-31T23:59:59.123456789Z",
                "2026-01-31T23:59Z",
                "2026-01-31T23:59:59.Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T23:60:00Z",
                "2026-01-31T23:59:60Z",
                "2026-02-29T00:00:00Z",
                "2024-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "-026-01-01T00:00:00Z",
                "2026-01-01T00:00:0 Z",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01T00:00:00.12a4Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00z",
                "2026-01-01t00:00:00Z",
                "2026-01-01T00:00:00+01:00",
                "2026-01-01T00:00:00.5-23:59",
                "2026-01-01T00:00:00",
                "\u0662026-01-01T00:00:00Z",
                "\u0662\u0660\u0662\u0666-01-01T00:00:00Z",
                "Z",
                ""
            })
    void aTimeIsWhatTheJdkSaysItIs(String text) {
        assertThat(SampleTime.parse(text)).isEqualTo(byTheJdk(text));
    }

    @Test
    void anyTimeIsWhatTheJdkSaysItIs() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var at = Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_800L));
            var text = at.plusNanos(random.nextInt(4) * 1_000_500L).toString();
            assertThat(SampleTime.parse(text)).isEqualTo(byTheJdk(text)).isPresent();

            var spoilt = new StringBuilder(text);
            spoilt.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
            assertThat(SampleTime.parse(spoilt.toString())).isEqualTo(byTheJdk(spoilt.toString()));
        }
    }

    private static Optional<Instant> byTheJdk(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
