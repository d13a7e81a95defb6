package com.bestqi.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {
    @ParameterizedTest
    @CsvSource({
        "PT15M, 2026-11-22T10:59:59.999999Z, 2026-11-22T10:45:00Z",
        "PT15M, 2026-11-22T10:45:00Z, 2026-11-22T10:45:00Z",
        "PT1H, 2026-11-22T10:59:59Z, 2026-11-22T10:00:00Z",
        "P1D, 2026-11-22T10:59:59Z, 2026-11-22T00:00:00Z",
        "P7D, 2026-11-22T10:59:59Z, 2026-11-16T00:00:00Z",
        "PT1H, 1999-12-31T23:59:59Z, 1999-12-31T23:00:00Z",
    })
    void spansAreAlignedInUtc(String width, Instant moment, Instant start) {
        assertThat(Resolution.parse(width).startOf(moment)).isEqualTo(start);
    }
}
