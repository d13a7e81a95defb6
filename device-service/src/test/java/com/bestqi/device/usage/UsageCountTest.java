package com.bestqi.device.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.device.usage.UsageEvent.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("AU-4")
class UsageCountTest {
    private static final Instant LATE = Instant.parse("2026-11-22T23:59:59.999999Z");

    @ParameterizedTest
    @CsvSource({
        "devices, devices",
        "/devices, devices",
        "devices/, devices",
        "devices/6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11/rename, devices",
        "anna@example.com, other",
        "devicesanna, other",
        "anna/devices, other",
        "//devices, other",
        "/, other",
        "DEVICES, other",
        "'devices ', other",
    })
    void onlyAPartOfTheAppIsNamed(String target, String counted) {
        var count = UsageCount.of(new UsageEvent(LATE, Kind.CLICK, target));

        assertThat(count)
                .isEqualTo(
                        new UsageCount(Instant.parse("2026-11-22T00:00:00Z"), Kind.CLICK, counted));
    }
}
