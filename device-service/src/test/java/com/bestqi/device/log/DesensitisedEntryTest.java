package com.bestqi.device.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.device.log.LogEntry.Kind;
import com.bestqi.device.log.LogEntry.Level;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that the sender wrote freely is left. */
@Tag("AU-4")
class DesensitisedEntryTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:59:59.123456Z");

    private static DesensitisedEntry entry(String osVersion, String language) {
        return DesensitisedEntry.of(
                new LogEntry(AT, Level.ERROR, Kind.SYSTEM, osVersion, language, "secret", null),
                null);
    }

    @Test
    void onlyTheHourIsLeftOfTheTime() {
        assertThat(entry("17", "de").at()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(entry("17", "de").toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "17, 17",
        "17.4.1, 17.4.1",
        "Android 17, 17",
        "iOS 26.1 beta, 26.1",
        "BP1A.250305,",
        "192.168.7.11,",
        "+431234567,",
        "4917012345678,",
        "anna@17.example,",
        "of Anna,",
        "a17,",
    })
    void onlyNumbersAreLeftOfTheVersion(String osVersion, String left) {
        assertThat(entry(osVersion, "en").osVersion()).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"de-AT, de", "zh_Hans_CN, zh", "EN, en", "anna,", "xx,", "tlh,"})
    void onlyTheLanguageIsLeftOfTheLocale(String language, String left) {
        assertThat(entry("1", language).language()).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0/24",
        "10.1.2.3, 10.1.2.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:85a3:1234:5678:8a2e:370:7334, 2001:db8:85a3::/48",
        "2001:db8::1, 2001:db8:0::/48",
        "::ffff:203.0.113.77, 203.0.113.0/24",
        "::1, 0:0:0::/48",
        "nobody,",
        "'',",
    })
    void onlyTheNetworkIsLeftOfTheAddress(String address, String left) {
        assertThat(Network.of(address)).isEqualTo(left);
    }
}
