package com.bestqi.device.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings by spans of time. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("DV-3")
class ReadingChartTest {
    private static final String PATH = "/v1/devices/{id}/readings";

    @Inject Clock clock;

    private static Map<String, Object> reading(Instant at, String type, double value) {
        return Map.of("at", at.toString(), "type", type, "value", value);
    }

    /** A device that is the person's for long, so that it may have reported then. */
    private Device paired(Person person, String type) {
        var device = person.pair(type);
        Person.database()
                .update(
                        "UPDATE device SET activated_at = ? WHERE device_id = ?",
                        clock.instant().minus(Duration.ofDays(40)),
                        device.id());
        return device;
    }

    @Test
    void aSpanTellsMeanLeastGreatestAndNumber() {
        var person = Person.registered();
        var device = paired(person, "thermostat");
        var hour = clock.instant().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS);
        device.post(
                        reading(hour, "temperature", 20),
                        reading(hour.plusSeconds(1_800), "temperature", 22),
                        reading(hour.plusSeconds(3_599), "temperature", 27),
                        reading(hour.plusSeconds(3_600), "temperature", 5),
                        reading(hour.minus(Duration.ofDays(9)), "temperature", 9),
                        reading(hour.plusSeconds(60), "humidity", 50),
                        Map.of("at", hour.toString(), "type", "mode", "text", "heat"))
                .body("accepted", equalTo(7));

        person.app()
                .queryParam("resolution", "PT1H")
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body(
                        "items.type",
                        contains("temperature", "humidity", "temperature", "temperature"))
                .body("items[0].at", equalTo(hour.plusSeconds(3_600).toString()))
                .body("items[2].at", equalTo(hour.toString()))
                .body("items[2].value", equalTo(23f))
                .body("items[2].min", equalTo(20f))
                .body("items[2].max", equalTo(27f))
                .body("items[2].count", equalTo(3))
                .body("items[2].unit", equalTo("°C"))
                .body("items[3].value", equalTo(9f))
                .body("next", equalTo(null));
        person.app()
                .queryParam("resolution", "PT1H")
                .queryParam("type", "temperature")
                .queryParam("from", hour.plusSeconds(1).toString())
                .queryParam("to", hour.plusSeconds(3_599).toString())
                .get(PATH, device.id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].value", equalTo(22f));
    }

    @ParameterizedTest
    @CsvSource({"thermostat, temperature, humidity", "fitness-band, heart-rate, battery"})
    void pagesShowEachSpanOnceAndAgreeWithTheReadings(String kind, String one, String other) {
        var person =
                Person.registered()
                        .grantSince(clock.instant().minus(Duration.ofDays(60)), "sensitive.health");
        var device = paired(person, kind);
        var random = new Random(5);
        var sums = new TreeMap<String, double[]>();
        var readings = new ArrayList<Object>();
        var start = clock.instant().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < 400; i++) {
            var type = i % 3 == 0 ? other : one;
            var at = start.plusSeconds(random.nextInt(400_000)).plusMillis(i);
            double value = 40 + random.nextInt(50);
            readings.add(reading(at, type, value));
            var span = Resolution.parse("PT6H").startOf(at) + " " + type;
            var sum = sums.computeIfAbsent(span, _ -> new double[2]);
            sum[0] += value;
            sum[1]++;
        }
        device.post(readings.toArray()).body("accepted", equalTo(400));

        var seen = new HashMap<String, Double>();
        var times = new ArrayList<String>();
        String cursor = null;
        do {
            var call = person.app().queryParam("limit", 7).queryParam("resolution", "PT6H");
            var page =
                    (cursor == null ? call : call.queryParam("cursor", cursor))
                            .get(PATH, device.id())
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            for (var item : page.<Map<String, Object>>getList("items")) {
                var span = item.get("at") + " " + item.get("type");
                times.add(String.valueOf(item.get("at")));
                assertThat(seen.put(span, ((Number) item.get("value")).doubleValue())).isNull();
                assertThat(((Number) item.get("count")).doubleValue()).isEqualTo(sums.get(span)[1]);
            }
            cursor = page.get("next");
        } while (cursor != null);

        assertThat(seen.keySet()).isEqualTo(sums.keySet());
        seen.forEach((span, mean) ->
                assertThat(mean).isCloseTo(sums.get(span)[0] / sums.get(span)[1], within(1e-3)));
        assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void aPageEndsEarlyRatherThanReadVeryMuchAndTheNextGoesOn() {
        var person = Person.registered();
        var device = paired(person, "thermostat");
        var start = clock.instant().minus(Duration.ofDays(5)).truncatedTo(ChronoUnit.DAYS);
        Person.database()
                .update(
                        "INSERT INTO reading (account_id, device_id, at, consent_revision, value,"
                                + " type) SELECT ?, ?, ?::timestamptz + n * interval '1 second', 0,"
                                + " n % 7, 'temperature' FROM generate_series(0, 345599) AS s (n)",
                        person.id(), device.id(), start);

        var first =
                person.app()
                        .queryParam("resolution", "P1D")
                        .get(PATH, device.id())
                        .then()
                        .statusCode(200)
                        .body("items.count", contains(86_400, 86_400, 86_400))
                        .extract();

        person.app()
                .queryParam("resolution", "P1D")
                .queryParam("cursor", first.<String>path("next"))
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body("items.count", contains(86_400))
                .body("items[0].at", equalTo(start.toString()))
                .body("next", equalTo(null));
    }

    @Test
    void whatCannotBeCountedTogetherIsRefused() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = Person.registered();

        person.app()
                .queryParam("resolution", "PT1H")
                .queryParam("type", "mode")
                .get(PATH, device.id())
                .then()
                .statusCode(422);
        person.app()
                .queryParam("resolution", "PT1H")
                .queryParam("type", "nothing-like-it")
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body("items", empty());
        other.app().queryParam("resolution", "PT1H").get(PATH, device.id()).then().statusCode(404);
    }
}
