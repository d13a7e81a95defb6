package com.bestqi.device.reading;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class NdjsonIngestTest {
    private static final int MIB = 1024 * 1024;

    @Inject Clock clock;

    private static ValidatableResponse post(Device device, String body) {
        return given().header("Authorization", "Bearer " + device.token())
                .contentType("application/x-ndjson")
                .body(body.getBytes(UTF_8))
                .post("/v1/devices/{id}/readings", device.id())
                .then();
    }

    private static String line(Instant at, String type, String value) {
        return "{\"at\":\"%s\",\"type\":\"%s\",\"value\":%s}".formatted(at, type, value);
    }

    private static String lines(Instant start, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(start.plusNanos(i * 1_000L), "temperature", "20.5"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void aBrokenLineIsRefusedWithItsIndexAndTheRestIsStored() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var at = clock.instant();
        var body =
                String.join(
                        "\n",
                        line(at, "temperature", "20"),
                        "not json",
                        line(at, "humidity", "\"12\""),
                        "",
                        "  \r",
                        "[]",
                        "null",
                        "7",
                        "{\"at\":\"" + at + "\",\"type\":\"mode\",\"text\":\"heat\",\"more\":1}",
                        line(at, "humidity", "NaN"),
                        line(at, "humidity", "40") + "\r",
                        line(at, "battery", "50").substring(0, 30));

        post(device, body)
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("refused.index", contains(1, 2, 5, 6, 7, 8, 9, 11))
                .body("refused.reason.unique()", contains("malformed"));
        assertThat(person.rows("reading")).isEqualTo(2);
    }

    @Test
    void aLongStreamIsStoredInBatches() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var start = clock.instant();

        post(device, lines(start, 12_345))
                .statusCode(202)
                .body("accepted", equalTo(12_345))
                .body("refused", empty())
                .body("duplicates", equalTo(0));
        assertThat(person.rows("reading")).isEqualTo(12_345);

        post(device, lines(start, 12_346))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(12_345));
    }

    @Test
    void aBodyMayBeTenMebibytesAndNoMore() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var first = line(clock.instant(), "temperature", "20") + "\n";
        var padding = " ".repeat(60_000) + "\n";
        var fits = first + padding.repeat((10 * MIB - first.length()) / padding.length());
        var over = first + padding.repeat(10 * MIB / padding.length() + 1);

        post(device, over)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:payload-too-large"));
        assertThat(person.rows("reading")).isZero();
        post(device, fits).statusCode(202).body("accepted", equalTo(1));
    }

    @Test
    void aBombOfGzipIsRefused() throws IOException {
        var device = Person.registered().pair("thermostat");
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            var zeros = new byte[MIB];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
        }

        given().header("Authorization", "Bearer " + device.token())
                .header("Content-Encoding", "gzip")
                .contentType("application/x-ndjson")
                .body(bytes.toByteArray())
                .post("/v1/devices/{id}/readings", device.id())
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void moreLinesThanGoodOnesCanBeAreRefused() {
        var device = Person.registered().pair("thermostat");

        post(device, "x\n".repeat(250_001)).statusCode(413);
    }

    @Test
    @Tag("SE-1")
    void aStreamNeedsTheDevicesToken() {
        var device = Person.registered().pair("thermostat");

        given().contentType("application/x-ndjson")
                .body("{}\n".getBytes(UTF_8))
                .post("/v1/devices/{id}/readings", device.id())
                .then()
                .statusCode(401);
    }

    @Test
    void aStreamWithoutALineIsAnAnswerToo() {
        post(Person.registered().pair("thermostat"), "\n")
                .statusCode(202)
                .body("accepted", equalTo(0));
    }
}
