package com.bestqi.device.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class ReadingQueryTest {
    private static final String PATH = "/v1/devices/{id}/readings";

    @Inject Clock clock;

    /** Ten temperatures, a second apart, and every other second a humidity at the same time. */
    private Instant report(Device device) {
        var start = clock.instant();
        var readings = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 10; i++) {
            var at = start.plusSeconds(i).toString();
            readings.add(Map.of("at", at, "type", "temperature", "value", i));
            if (i % 2 == 0) {
                readings.add(Map.of("at", at, "type", "humidity", "value", 50 + i));
            }
        }
        device.post(readings.toArray()).statusCode(202);
        return start;
    }

    @Test
    void theNewestComeFirstAndPagesShowEachOnce() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        report(device);
        var seen = new ArrayList<Float>();
        var times = new ArrayList<Instant>();
        String cursor = null;

        do {
            var call = person.app().queryParam("limit", 4);
            var page =
                    (cursor == null ? call : call.queryParam("cursor", cursor))
                            .get(PATH, device.id())
                            .then()
                            .statusCode(200)
                            .extract();
            seen.addAll(page.<List<Float>>path("items.value"));
            page.<List<String>>path("items.at").forEach(at -> times.add(Instant.parse(at)));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen)
                .containsExactly(9f, 58f, 8f, 7f, 56f, 6f, 5f, 54f, 4f, 3f, 52f, 2f, 1f, 50f, 0f);
        assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void aTypeAndATimeMayBeAskedFor() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var start = report(device);

        person.app()
                .queryParam("type", "humidity")
                .get(PATH, device.id())
                .then()
                .body("items.value", contains(58f, 56f, 54f, 52f, 50f));
        person.app()
                .queryParam("type", "temperature")
                .queryParam("from", start.plusSeconds(3).toString())
                .queryParam("to", start.plusSeconds(5).toString())
                .get(PATH, device.id())
                .then()
                .body("items.value", contains(4f, 3f));
        person.app()
                .queryParam("type", "' OR 1=1 --")
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "from, yesterday",
        "to, 2026-01-01",
        "from, +999999999-01-01T00:00:00Z",
        "limit, 500",
        "cursor, nonsense",
        "cursor, MTIz",
        "resolution, hour",
        "resolution, PT0S",
        "resolution, PT0.5S",
        "resolution, -PT1M",
        "resolution, P32D",
        "resolution, P1M"
    })
    void aParameterThatIsNotValidIsNamed(String name, String value) {
        var person = Person.registered();
        var device = person.pair("thermostat");

        person.app()
                .queryParam(name, value)
                .get(PATH, device.id())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem(name));
    }
}
