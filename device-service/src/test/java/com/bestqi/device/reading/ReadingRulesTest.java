package com.bestqi.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.reading.ReadingRules.Kept;
import com.bestqi.device.reading.ReadingRules.Refused;
import com.bestqi.device.sample.Refusal.Reason;
import com.bestqi.platform.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant CLAIMED = NOW.minus(Duration.ofDays(40));
    private static final DeviceType TYPE =
            new DeviceType(
                    "thing",
                    "Thing",
                    List.of(
                            new ReadingType(
                                    "temperature",
                                    "°C",
                                    List.of("C"),
                                    null,
                                    false,
                                    -60,
                                    100,
                                    false),
                            new ReadingType("state", null, List.of(), null, true, 0, 0, false),
                            new ReadingType(
                                    "heart-rate",
                                    "bpm",
                                    List.of(),
                                    "sensitive.health",
                                    false,
                                    20,
                                    300,
                                    false)),
                    List.of());

    private static ReadingRules rules(Map<String, Instant> granted) {
        return new ReadingRules(TYPE, CLAIMED, new Subject(UUID.randomUUID(), 1, granted), NOW);
    }

    private static Object judge(ReadingItem item) {
        return outcome(rules(Map.of()), item);
    }

    private static Object outcome(ReadingRules rules, ReadingItem item) {
        return switch (rules.judge(item)) {
            case Kept kept -> kept.reading();
            case Refused refused -> refused.reason();
        };
    }

    private static ReadingItem temperature(String at, Double value) {
        return new ReadingItem(at, "temperature", value, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:05:00Z, ok",
        "2026-11-22T12:05:00.000001Z, CLOCK_SKEW",
        "9999-12-31T23:59:59Z, CLOCK_SKEW",
        "+999999999-12-31T23:59:59Z, CLOCK_SKEW",
        "2026-10-23T12:00:00Z, ok",
        "2026-10-23T11:59:59.999999Z, TOO_OLD",
        "0001-01-01T00:00:00Z, TOO_OLD",
        "-999999999-01-01T00:00:00Z, TOO_OLD",
        "2026-11-22T13:00:00+01:00, ok",
        "2026-11-22T12:00:00, MALFORMED",
        "2026-11-22, MALFORMED",
        "1763812800, MALFORMED",
        "yesterday, MALFORMED",
        "'', MALFORMED",
    })
    void aTimeMustMakeSense(String at, String expected) {
        var outcome = judge(temperature(at, 20.0));

        if (expected.equals("ok")) {
            assertThat(outcome).isInstanceOf(Reading.class);
        } else {
            assertThat(outcome).isEqualTo(Reason.valueOf(expected));
        }
    }

    @Test
    void whatWasTakenBeforeTheClaimIsNotThisPersons() {
        var claimedNow =
                new ReadingRules(TYPE, NOW, new Subject(UUID.randomUUID(), 1, Map.of()), NOW);

        assertThat(outcome(claimedNow, temperature("2026-11-22T11:59:59Z", 1.0)))
                .isEqualTo(Reason.BEFORE_CLAIM);
        assertThat(outcome(claimedNow, temperature("2026-11-22T12:00:00Z", 1.0)))
                .isInstanceOf(Reading.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-60.0001, 100.0001, 1e308, Double.POSITIVE_INFINITY, Double.NaN})
    void aValueMustBePossible(double value) {
        assertThat(judge(temperature(NOW.toString(), value))).isEqualTo(Reason.OUT_OF_RANGE);
    }

    @Test
    void aTextMustNotBeEndless() {
        var fits = new ReadingItem(NOW.toString(), "state", null, "x".repeat(4_000), null);
        var tooLong = new ReadingItem(NOW.toString(), "state", null, "x".repeat(4_001), null);

        assertThat(judge(fits)).isInstanceOf(Reading.class);
        assertThat(judge(tooLong)).isEqualTo(Reason.OUT_OF_RANGE);
    }

    @Test
    void whatIsMissingOrContradictoryIsMalformed() {
        var at = NOW.toString();

        assertThat(judge(null)).isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(null, "temperature", 1.0, null, null)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, null, 1.0, null, null))).isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, "temperature", null, null, null)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, "temperature", 1.0, "1", null)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, "temperature", null, "warm", null)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, "state", 1.0, null, null)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, "temperature", 1.0, null, "°F")))
                .isEqualTo(Reason.MALFORMED);
        assertThat(judge(new ReadingItem(at, "temperature", 1.0, null, "c")))
                .isInstanceOf(Reading.class);
    }

    @Test
    @Tag("DV-3")
    void whatTheTypeDoesNotReportIsUnknown() {
        assertThat(judge(new ReadingItem(NOW.toString(), "humidity", 1.0, null, null)))
                .isEqualTo(Reason.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:00:00Z, 2026-11-22T10:00:00Z, true",
        "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z, true",
        "2026-11-22T09:59:59Z, 2026-11-22T10:00:00Z, false",
    })
    @Tag("SD-2")
    @Tag("PM-8")
    void aSensitiveReadingNeedsItsSwitchWhenItWasTaken(String at, Instant since, boolean kept) {
        var rules = rules(Map.of("sensitive.health", since));

        var outcome = outcome(rules, new ReadingItem(at, "heart-rate", 60.0, null, null));

        assertThat(outcome instanceof Reading).isEqualTo(kept);
    }

    @Test
    @Tag("SD-2")
    void anotherSwitchDoesNotCount() {
        var rules = rules(Map.of("sensitive.communications", CLAIMED, "diagnostics", CLAIMED));

        assertThat(outcome(rules, new ReadingItem(NOW.toString(), "heart-rate", 60.0, null, null)))
                .isEqualTo(Reason.NO_CONSENT);
    }
}
