package com.bestqi.device.smartdevice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("DV-1")
class NewestFirmwareTest {
    @ParameterizedTest
    @CsvSource({
        "1.10.0, 1.9.9",
        "2, 1.9.9",
        "1.2.1, 1.2",
        "1.2.0, 1.2.0-beta",
        "v2.0, v1.9",
        "1.2b, 1.2a",
        "99999999999.1, 99999999999.0"
    })
    void newerIsNewer(String newer, String older) {
        assertThat(NewestFirmware.compare(newer, older)).isPositive();
        assertThat(NewestFirmware.compare(older, newer)).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"1.2, 1.2.0", "1.2, 1_2", "x, x", "1.02, 1.2"})
    void theSameIsTheSame(String one, String other) {
        assertThat(NewestFirmware.compare(one, other)).isZero();
    }
}
