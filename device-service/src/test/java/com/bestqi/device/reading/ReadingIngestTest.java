package com.bestqi.device.reading;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.StackResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class ReadingIngestTest {
    private static final String PATH = "/v1/devices/{id}/readings";

    @Inject Clock clock;
    @Inject MeterRegistry metrics;

    private Map<String, Object> reading(String type, Object value) {
        return reading(clock.instant(), type, value);
    }

    private static Map<String, Object> reading(Instant at, String type, Object value) {
        var reading = new HashMap<String, Object>();
        reading.put("at", at.toString());
        reading.put("type", type);
        reading.put(value instanceof String ? "text" : "value", value);
        return reading;
    }

    private static ValidatableResponse postRaw(Device device, String contentType, Object body) {
        var call = given().header("Authorization", "Bearer " + device.token());
        call.contentType(contentType);
        return (body instanceof byte[] bytes ? call.body(bytes) : call.body(String.valueOf(body)))
                .post(PATH, device.id())
                .then();
    }

    @Test
    @Tag("DV-3")
    void whatADeviceReportsIsShownToItsOwner() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var at = clock.instant();

        device.post(reading(at, "temperature", 21.5), reading(at, "mode", "heat"))
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .body("accepted", equalTo(2))
                .body("refused", empty())
                .body("duplicates", equalTo(0));

        person.app()
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.type", contains("mode", "temperature"))
                .body("items[0].text", equalTo("heat"))
                .body("items[1].value", equalTo(21.5f))
                .body("items[1].unit", equalTo("°C"))
                .body("items[1].at", equalTo(at.toString()));
    }

    @Test
    void itemsAreRefusedOneByOneAndTheRestIsStored() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var now = clock.instant();

        device.post(
                        reading(now, "temperature", 20),
                        reading(now.plus(Duration.ofMinutes(6)), "temperature", 20),
                        reading(now.minus(Duration.ofDays(31)), "temperature", 20),
                        reading(now.minus(Duration.ofHours(1)), "temperature", 20),
                        reading(now, "heart-rate", 60),
                        reading(now, "humidity", 101),
                        reading(now, "humidity", "damp"),
                        Map.of("type", "humidity", "value", 4),
                        Map.of("at", "soon", "type", "humidity", "value", 4),
                        reading(now, "mode", "'; DROP TABLE reading; --<script>"))
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("refused.index", contains(1, 2, 3, 4, 5, 6, 7, 8))
                .body(
                        "refused.reason",
                        contains(
                                "clock-skew",
                                "too-old",
                                "before-claim",
                                "unknown-type",
                                "out-of-range",
                                "malformed",
                                "malformed",
                                "malformed"));
        assertThat(person.rows("reading")).isEqualTo(2);
    }

    @Test
    @Tag("G8")
    void aReadingToldTwiceIsStoredOnce() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var at = clock.instant();

        device.post(reading(at, "temperature", 20), reading(at, "temperature", 20))
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(1));
        device.post(reading(at, "temperature", 99), reading(at, "humidity", 50))
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(1));

        person.app()
                .queryParam("type", "temperature")
                .get(PATH, device.id())
                .then()
                .body("items.value", contains(20.0f));
    }

    @Test
    @Tag("SD-2")
    @Tag("SD-1")
    void aSensitiveReadingIsRefusedUntilItsSwitchIsOn() {
        var person = Person.registered();
        var band = person.pair("fitness-band");
        var speaker = person.pair("smart-speaker");

        band.post(reading("heart-rate", 61), reading("battery", 80))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("refused[0].index", equalTo(0))
                .body("refused[0].reason", equalTo("no-consent"));
        speaker.post(reading("transcript", "turn the light on"))
                .body("refused[0].reason", equalTo("no-consent"));

        person.grant("sensitive.health");
        band.post(reading("heart-rate", 61)).body("accepted", equalTo(1));
        speaker.post(reading("transcript", "turn the light on"))
                .body("refused[0].reason", equalTo("no-consent"));

        person.grant("sensitive.communications");
        speaker.post(reading("transcript", "turn the light on")).body("accepted", equalTo(1));
    }

    @Test
    @Tag("SE-4")
    @Tag("I-9")
    void textsAndSensitiveReadingsAreCiphertext() {
        var person = Person.registered().grant("sensitive.health", "sensitive.communications");
        var band = person.pair("fitness-band");
        var speaker = person.pair("smart-speaker");

        band.post(reading("heart-rate", 61.123456)).body("accepted", equalTo(1));
        speaker.post(reading("transcript", "canary transcript"), reading("state", "canary state"))
                .body("accepted", equalTo(2));

        assertThat(CanarySearch.find(Person.database(), "61.123456")).isEmpty();
        assertThat(CanarySearch.find(Person.database(), "canary transcript")).isEmpty();
        assertThat(CanarySearch.find(Person.database(), "canary state")).isEmpty();
        person.app().get(PATH, band.id()).then().body("items.value", contains(61.123456f));
        person.app()
                .queryParam("type", "transcript")
                .get(PATH, speaker.id())
                .then()
                .body("items.text", contains("canary transcript"));
    }

    @Test
    @Tag("I-7")
    void everyReadingNamesTheConsentItRestsOn() {
        var person = Person.registered().grant("sensitive.health");
        var band = person.pair("fitness-band");

        band.post(reading("heart-rate", 61), reading("battery", 80)).body("accepted", equalTo(2));

        assertThat(
                        Person.database()
                                .query(
                                        "SELECT consent_revision FROM reading WHERE account_id = ?",
                                        rows -> rows.getLong(1),
                                        person.id()))
                .containsExactly(1L, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"readings\":null}",
                "{\"readings\":{}}",
                "{\"readings\":[null]}",
                "{\"readings\":[7]}",
                "{\"readings\":[{\"at\":7,\"type\":\"temperature\",\"value\":1}]}",
                "{\"readings\":[{\"at\":\"2026-01-01T00:00:00Z\",\"type\":7,\"value\":1}]}",
                "{\"readings\":[{\"type\":\"temperature\",\"value\":\"12\"}]}",
                "{\"readings\":[{\"type\":\"temperature\",\"value\":true}]}",
                "{\"readings\":[{\"type\":\"temperature\",\"value\":NaN}]}",
                "{\"readings\":[{\"type\":\"mode\",\"text\":12}]}",
                "{\"readings\":[{\"type\":\"mode\",\"text\":\"a\\u0000\"}]}",
                "{\"readings\":[{\"more\":1}]}",
                "{\"readings\":[],\"more\":1}",
                "{\"readings\":[]} {}",
                "{\"readings\":["
            })
    void aBodyOfWrongTypesIsRefusedAsAWhole(String body) {
        var person = Person.registered();
        var device = person.pair("thermostat");

        postRaw(device, "application/json", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:bad-request"))
                .body("detail", not(containsString("com.")));
    }

    @Test
    void anInfiniteNumberIsOutOfRange() {
        var device = Person.registered().pair("thermostat");
        var body =
                "{\"readings\":[{\"at\":\"%s\",\"type\":\"temperature\",\"value\":1e999}]}"
                        .formatted(clock.instant());

        postRaw(device, "application/json", body)
                .statusCode(202)
                .body("refused[0].reason", equalTo("out-of-range"));
    }

    @Test
    void aThousandReadingsFitAndOneMoreDoesNot() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var start = clock.instant();

        device.post(many(start, 1_001)).statusCode(413).contentType("application/problem+json");
        assertThat(person.rows("reading")).isZero();

        device.post(many(start, 1_000)).statusCode(202).body("accepted", equalTo(1_000));
        assertThat(person.rows("reading")).isEqualTo(1_000);
    }

    private static Object[] many(Instant start, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> reading(start.plusMillis(i), "temperature", 20))
                .toArray();
    }

    @Test
    void aJsonBodyOfMoreThanAMebibyteIsRefused() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var padding = " ".repeat(1024 * 1024);

        postRaw(device, "application/json", "{\"readings\":[" + padding + "]}")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:payload-too-large"));
        postRaw(device, "application/json", "{\"readings\":[" + " ".repeat(1_000_000) + "]}")
                .statusCode(202);
    }

    @Test
    void aGzipBodyCountsInflated() throws IOException {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var fits = json(reading("temperature", 20)) + " ".repeat(100_000);
        var bomb = "{\"readings\":[" + " ".repeat(5_000_000) + "]}";

        gzip(device, "application/json", fits).statusCode(202).body("accepted", equalTo(1));
        gzip(device, "application/json", bomb)
                .statusCode(413)
                .contentType("application/problem+json");
        assertThat(person.rows("reading")).isEqualTo(1);
    }

    private static String json(Map<String, Object> reading) {
        return "{\"readings\":[{\"at\":\"%s\",\"type\":\"%s\",\"value\":%s}]}"
                .formatted(reading.get("at"), reading.get("type"), reading.get("value"));
    }

    private static ValidatableResponse gzip(Device device, String contentType, String body)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return given().header("Authorization", "Bearer " + device.token())
                .header("Content-Encoding", "gzip")
                .contentType(contentType)
                .body(bytes.toByteArray())
                .post(PATH, device.id())
                .then();
    }

    @Test
    void anEmptyListIsAnAnswerToo() {
        Person.registered()
                .pair("thermostat")
                .post()
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("refused", empty());
    }

    @Test
    void anotherContentTypeIsNotUnderstood() {
        var device = Person.registered().pair("thermostat");

        postRaw(device, "text/plain", "x").statusCode(415);
        postRaw(device, "application/xml", "<readings/>").statusCode(415);
    }

    @Test
    @Tag("I-9")
    void nothingOfADeviceStandsInTheDatabaseInTheClear() {
        var person = Person.registered();
        var device = person.pair("thermostat", "CANARY-SN-1", "de:ad:be:ef:ca:fe", "canary-ssid");
        person.app()
                .body(Map.of("name", "canary-name"))
                .patch("/v1/devices/{id}", device.id())
                .then()
                .statusCode(200);

        for (var canary :
                List.of("CANARY-SN-1", "de:ad:be:ef:ca:fe", "canary-ssid", "canary-name")) {
            assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
        }
    }

    @Test
    @Tag("F17")
    void aHundredThousandItemsInOneBodyAreRefusedAsAWhole() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var many = "{\"readings\":[" + "{},".repeat(99_999) + "{}]}";

        device.call()
                .body(many)
                .post("/v1/devices/{id}/readings", device.id())
                .then()
                .statusCode(413)
                .contentType("application/problem+json");

        assertThat(person.rows("reading")).isZero();
    }

    @Test
    @Tag("DV-3")
    @Tag("F16")
    void whatManyReportAtTheSameTimeIsToldAndStoredForEach() throws Exception {
        var people = IntStream.range(0, 12).mapToObj(_ -> Person.registered()).toList();
        var devices = people.stream().map(person -> person.pair("thermostat")).toList();
        // Heard of just now, so nothing else is to be noted of them.
        devices.forEach(device -> device.post(reading("temperature", 19)).statusCode(202));
        var erased = Person.registered();
        var theirs = erased.pair("thermostat");
        theirs.post(reading("temperature", 19)).statusCode(202);
        erased.erase();
        erased.awaitTombstone();
        double before = metrics.get("device.reports.together").summary().count();
        double storedBefore = metrics.get("device.reports.together").summary().totalAmount();

        int rounds = 20;
        try (var threads = Executors.newFixedThreadPool(devices.size() + 1)) {
            var done = new ArrayList<Future<?>>();
            for (var device : devices) {
                done.add(
                        threads.submit(() -> {
                            for (int i = 0; i < rounds; i++) {
                                var at = clock.instant();
                                device.post(
                                                reading(at, "temperature", i),
                                                reading(at, "temperature", i),
                                                reading(at, "humidity", 101),
                                                reading(at, "mode", "heat"))
                                        .statusCode(202)
                                        .body("accepted", equalTo(2))
                                        .body("duplicates", equalTo(1))
                                        .body("refused.index", contains(2))
                                        .body("refused.reason", contains("out-of-range"));
                                device.post(reading(at, "temperature", i + 50))
                                        .statusCode(202)
                                        .body("accepted", equalTo(0))
                                        .body("duplicates", equalTo(1));
                                device.post(reading(at.plusMillis(1), "temperature", i))
                                        .statusCode(202)
                                        .body("accepted", equalTo(1));
                            }
                        }));
            }
            done.add(
                    threads.submit(() -> {
                        for (int i = 0; i < rounds; i++) {
                            theirs.post(reading("temperature", i)).statusCode(410);
                        }
                    }));
            for (var one : done) {
                one.get();
            }
        }

        assertThat(people).allSatisfy(one -> assertThat(one.rows("reading")).isEqualTo(61));
        assertThat(erased.rows("reading")).isZero();
        var together = metrics.get("device.reports.together").summary();
        // Fewer commits than reports: some were stored with others.
        assertThat(together.totalAmount() - storedBefore).isEqualTo(12 * 3 * rounds);
        assertThat(together.count() - before).isLessThan(12 * 3 * rounds);
    }
}
