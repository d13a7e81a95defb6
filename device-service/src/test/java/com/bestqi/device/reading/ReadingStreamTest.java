package com.bestqi.device.reading;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.bestqi.device.Person;
import com.bestqi.device.reading.EventStream.Event;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device reports, as it reports it. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("DV-3")
class ReadingStreamTest {
    private static final String PATH = "/v1/devices/{id}/readings/stream";

    @Inject MovableClock clock;
    @Inject Watchers watchers;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
        await().atMost(Duration.ofSeconds(10)).until(() -> watchers.open() == 0);
    }

    private static Map<String, Object> reading(Instant at, String type, double value) {
        return Map.of("at", at.toString(), "type", type, "value", value);
    }

    @Test
    void readingsComeAsTheyAreReportedEachOnceAndNoOlderOnes() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = person.pair("thermostat");
        var now = clock.instant();
        device.post(reading(now, "temperature", 1));

        try (var stream = EventStream.open(person, device, "", "")) {
            other.post(reading(now.plusSeconds(1), "temperature", 2));
            device.post(
                    reading(now.plusSeconds(1), "temperature", 3),
                    reading(now.plusSeconds(1), "humidity", 50));
            // Taken earlier, but the first of its type.
            device.post(reading(now.plusSeconds(0), "battery", 70));
            device.post(Map.of("at", now.toString(), "type", "mode", "text", "heat"));

            var first = stream.next();
            assertThat(first.name()).isEqualTo("reading");
            assertThat(first.<String>data("type")).isEqualTo("humidity");
            assertThat(first.<String>data("unit")).isEqualTo("%");
            var second = stream.next();
            assertThat(second.<Number>data("value").doubleValue()).isEqualTo(3);
            assertThat(second.<String>data("at")).isEqualTo(now.plusSeconds(1).toString());
            assertThat(stream.next().<String>data("type")).isEqualTo("battery");
            assertThat(stream.next().<String>data("text")).isEqualTo("heat");
        }
    }

    @Test
    void aStreamGoesOnBehindTheLastEventSeen() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var now = clock.instant();
        String last;
        try (var stream = EventStream.open(person, device, "", "")) {
            device.post(reading(now, "temperature", 1), reading(now, "humidity", 2));
            stream.next();
            last = stream.next().id();
        }
        var missed = new ArrayList<Object>();
        for (int i = 1; i <= 450; i++) {
            missed.add(reading(now.plusMillis(i), "temperature", i % 30));
        }
        device.post(missed.toArray()).body("accepted", equalTo(450));

        try (var stream = EventStream.open(person, device, "", last)) {
            for (int i = 1; i <= 450; i++) {
                assertThat(stream.next().<String>data("at"))
                        .isEqualTo(now.plusMillis(i).toString());
            }
        }
        try (var stream = EventStream.open(person, device, "?type=humidity", last)) {
            device.post(reading(now.plusSeconds(1), "temperature", 1));
            device.post(reading(now.plusSeconds(1), "humidity", 3));
            assertThat(stream.next().<String>data("type")).isEqualTo("humidity");
        }
    }

    @Test
    @Tag("RI-3")
    void itEndsWhenThePersonIsErased() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var stream = EventStream.open(person, device, "", "")) {
            person.erase();

            assertEnded(stream, "account-erased");
        }
    }

    @Test
    void itEndsWhenTheDeviceIsRemoved() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var stream = EventStream.open(person, device, "", "")) {
            person.app().delete("/v1/devices/{id}", device.id()).then().statusCode(204);

            assertEnded(stream, "device-erased");
        }
    }

    @Test
    @Tag("RI-4")
    void itEndsWhenThePersonRestrictsIt() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var stream = EventStream.open(person, device, "", "")) {
            Bus.publish(Restrictions.of(person.id(), 1, Set.of("reading"), Set.of()));

            assertEnded(stream, "restricted");
        }
        person.app().get(PATH, device.id()).then().statusCode(423);
    }

    @Test
    @Tag("RI-7")
    @Tag("SD-2")
    void aWithdrawnSwitchEndsWhatRestsOnItAndNothingElse() throws Exception {
        var person = Person.registered().grant("sensitive.health");
        var band = person.pair("fitness-band");
        try (var hearts = EventStream.open(person, band, "?type=heart-rate", "");
                var all = EventStream.open(person, band, "", "")) {
            band.post(reading(clock.instant(), "heart-rate", 61));
            assertThat(hearts.next().<Number>data("value").doubleValue()).isEqualTo(61);
            assertThat(all.next().<String>data("type")).isEqualTo("heart-rate");

            person.withdraw("sensitive.health");

            assertEnded(hearts, "no-consent");
            band.post(reading(clock.instant(), "battery", 40));
            assertThat(all.next().<String>data("type")).isEqualTo("battery");
        }
        person.app()
                .queryParam("type", "heart-rate")
                .get(PATH, band.id())
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:consent-required"))
                .body("key", equalTo("sensitive.health"));
    }

    @Test
    @Tag("SE-1")
    void itEndsWithTheTokenItWasOpenedWith() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var stream = EventStream.open(person, device, "", "")) {
            clock.move(Duration.ofMinutes(6));

            assertEnded(stream, "token-expired");
        }
    }

    @Test
    @Tag("SE-1")
    void whoLivesWithADeviceWatchesItUntilTheyLeave() throws Exception {
        var owner = Person.registered();
        var device = owner.pair("thermostat");
        var member = Person.registered();
        String homeId = owner.app().get("/v1/homes").path("items[0].homeId");
        String code =
                owner.app()
                        .body(Map.of("role", "MEMBER"))
                        .post("/v1/homes/{id}/invitations", homeId)
                        .path("code");
        device.post(reading(clock.instant(), "temperature", 1));
        member.app().post("/v1/invitations/{code}/acceptance", code).then().statusCode(200);

        try (var stream = EventStream.open(member, device, "", "")) {
            device.post(reading(clock.instant(), "temperature", 2));
            assertThat(stream.next().<Float>data("value")).isEqualTo(2f);
            member.app()
                    .delete("/v1/homes/{id}/members/{m}", homeId, member.id())
                    .then()
                    .statusCode(204);
            assertEnded(stream, "device-erased");
        }
    }

    private static void assertEnded(EventStream stream, String reason) throws Exception {
        Event end = stream.next();
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.<String>data("reason")).isEqualTo(reason);
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    @Tag("F17")
    void onePersonHasOnlySoManyStreamsAndOneThatEndsMakesRoom() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var open = new ArrayList<EventStream>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(EventStream.open(person, device, "", ""));
            }

            person.app()
                    .get(PATH, device.id())
                    .then()
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("5"));

            open.removeLast().close();
            await().atMost(Duration.ofSeconds(10)).until(() -> watchers.open() < 10);
            open.add(EventStream.open(person, device, "", ""));
        } finally {
            for (var stream : open) {
                stream.close();
            }
        }
    }

    @Test
    @Tag("F17")
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        var person = Person.registered().grant("sensitive.communications");
        var device = person.pair("smart-speaker");
        var start = clock.instant();
        var lines =
                IntStream.range(0, 2_400)
                        .mapToObj(i ->
                                "{\"at\":\"%s\",\"type\":\"transcript\",\"text\":\"%s\"}"
                                        .formatted(start.plusNanos(i * 1_000L), "x".repeat(4_000)))
                        .collect(Collectors.joining("\n"));
        var call =
                "GET /v1/devices/%s/readings/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(device.id(), Tokens.user(person.id()));

        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.getOutputStream().write(call.getBytes(StandardCharsets.UTF_8));
            await().atMost(Duration.ofSeconds(10)).until(() -> watchers.open() == 1);
            device.call()
                    .contentType("application/x-ndjson")
                    .body(lines.getBytes(StandardCharsets.UTF_8))
                    .post("/v1/devices/{id}/readings", device.id())
                    .then()
                    .statusCode(202)
                    .body("accepted", equalTo(2_400));

            await().atMost(Duration.ofSeconds(20)).until(() -> watchers.open() == 0);
        }
    }

    @Test
    @Tag("SE-1")
    @Tag("I-11")
    void onlyTheOwnerWatches() {
        var owner = Person.registered();
        var device = owner.pair("thermostat");
        var other = Person.registered();

        other.app().get(PATH, device.id()).then().statusCode(404);
        other.app().get(PATH, UUID.randomUUID()).then().statusCode(404);
        given().get(PATH, device.id()).then().statusCode(401);
        device.call().get(PATH, device.id()).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.staff("privacy-officer"))
                .get(PATH, device.id())
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "@1", "temperature@", "temperature@-1", "temperature@1,", "a@1e3"})
    void anEventIdThatNobodyGaveOutIsRefused(String id) {
        var person = Person.registered();
        var device = person.pair("thermostat");

        person.app()
                .header("Last-Event-ID", id)
                .get(PATH, device.id())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("Last-Event-ID"));
        person.app()
                .queryParam("type", "nothing-like-it")
                .get(PATH, device.id())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("type"));
    }
}
