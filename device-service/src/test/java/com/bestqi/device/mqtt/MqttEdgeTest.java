package com.bestqi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices say and hear by MQTT. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("DV-3")
class MqttEdgeTest {
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int MOST_UNDER_WAY = 8;
    private static final Map<String, Object> ON = Map.of("name", "turn-on", "arguments", Map.of());

    @Inject MqttEdge edge;
    @Inject MovableClock clock;
    @Inject Subjects subjects;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private MqttDevice line(Device device) throws IOException {
        return MqttDevice.connected(edge.port(), device.id(), device.token());
    }

    private static String topic(Device device, String name) {
        return "devices/" + device.id() + "/" + name;
    }

    private String reading(String type, Object value) {
        return "{\"at\":\"%s\",\"type\":\"%s\",\"value\":%s}"
                .formatted(clock.instant(), type, value);
    }

    private static String body(String... readings) {
        return "{\"readings\":[" + String.join(",", readings) + "]}";
    }

    private static String order(Person person, Device device) {
        return person.app()
                .body(ON)
                .post("/v1/devices/{id}/commands", device.id())
                .then()
                .statusCode(202)
                .extract()
                .path("commandId");
    }

    private static void awaitStatus(Person person, Device device, String commandId, String status) {
        person.app()
                .get("/v1/devices/{id}/commands/{c}", device.id(), commandId)
                .then()
                .body("status", equalTo(status));
    }

    @Test
    @Tag("G8")
    void whatIsAcknowledgedIsStoredOnceHoweverOftenItComes() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var body = body(reading("temperature", 20), reading("humidity", 40));
        try (var line = line(device)) {
            assertThat(line.say(topic(device, "readings"), body)).isZero();
            assertThat(person.rows("reading")).isEqualTo(2);
            assertThat(line.say(topic(device, "readings"), body)).isZero();
        }

        assertThat(person.rows("reading")).isEqualTo(2);
        person.app()
                .get("/v1/devices/{id}/readings?type=temperature", device.id())
                .then()
                .body("items[0].value", equalTo(20f));
    }

    @Test
    @Tag("G1")
    void nothingIsAcknowledgedBeforeItIsDurable() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var line = line(device);
                var second = SecondSession.open()) {
            second.execute("SELECT FROM data_subject WHERE account_id = ? FOR UPDATE", person.id());
            line.publish(
                    topic(device, "readings"),
                    body(reading("temperature", 20)).getBytes(UTF_8),
                    MqttQoS.AT_LEAST_ONCE,
                    false);
            second.awaitSomebodyWaiting();
            assertThat(line.isSilent()).isTrue();
            second.rollback();

            assertThat(MqttDevice.reason(line.acknowledgement())).isZero();
        }
        assertThat(person.rows("reading")).isEqualTo(1);
    }

    @Test
    @Tag("SD-2")
    void itemsThatAreRefusedAreToldOneByOne() throws Exception {
        var person = Person.registered();
        var band = person.pair("fitness-band");
        try (var line = line(band)) {
            assertThat(line.subscribe(topic(band, "refusals"))).containsExactly(0);
            var body =
                    body(reading("battery", 50), reading("heart-rate", 60), reading("nonsense", 1));

            assertThat(line.say(topic(band, "readings"), body)).isZero();

            var told = JsonPath.from(line.next(topic(band, "refusals")));
            assertThat(told.getInt("accepted")).isEqualTo(1);
            assertThat(told.getList("refused.index", Integer.class)).containsExactly(1, 2);
            assertThat(told.getList("refused.reason", String.class))
                    .containsExactly("no-consent", "unknown-type");
        }
        assertThat(person.rows("reading")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"readings\":[{\"at\":                             | 153",
                "{\"readings\":[{\"type\":\"battery\",\"value\":\"5\"}]} | 153",
                "{\"reading\":[]}                                    | 153",
                "[]                                                  | 153",
                "''                                                  | 153"
            })
    void aBodyThatIsNoneIsRefusedAndDoesNotComeAgain(String body, int reason) throws Exception {
        var device = Person.registered().pair("thermostat");
        try (var line = line(device)) {
            line.subscribe(topic(device, "refusals"));

            assertThat(line.say(topic(device, "readings"), body)).isEqualTo(reason);
            assertThat(line.say(topic(device, "readings"), body(reading("battery", 5)))).isZero();
        }
    }

    @Test
    void aDeviceThatAlwaysHasAllUnderWayThatMayBeIsNeverSentAway() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        int messages = 200;
        var at = clock.instant();
        try (var line = line(device)) {
            for (int i = 0; i < messages; i++) {
                if (i >= MOST_UNDER_WAY) {
                    assertThat(MqttDevice.reason(line.acknowledgement())).isZero();
                }
                var reading =
                        "{\"at\":\"%s\",\"type\":\"battery\",\"value\":5}"
                                .formatted(at.plusMillis(i));
                line.publish(
                        topic(device, "readings"),
                        body(reading).getBytes(UTF_8),
                        MqttQoS.AT_LEAST_ONCE,
                        false);
            }
            for (int i = 0; i < MOST_UNDER_WAY; i++) {
                assertThat(MqttDevice.reason(line.acknowledgement())).isZero();
            }
        }
        assertThat(person.rows("reading")).isEqualTo(messages);
    }

    @Test
    @Tag("F17")
    void moreThanMayComeAtOnceIsRefused() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var many =
                IntStream.rangeClosed(0, 1000)
                        .mapToObj(_ -> reading("battery", 5))
                        .collect(Collectors.joining(",", "{\"readings\":[", "]}"));
        try (var line = line(device)) {
            line.subscribe(topic(device, "refusals"));
            line.publish(
                    topic(device, "readings"), many.getBytes(UTF_8), MqttQoS.AT_LEAST_ONCE, false);
            assertThat(MqttDevice.reason(line.acknowledgement())).isEqualTo(0x97);
            var told = JsonPath.from(line.next(topic(device, "refusals")));
            assertThat(told.getString("type")).isEqualTo("urn:problem:payload-too-large");
        }
        try (var line = line(device)) {
            var huge = new byte[1_100_000];
            var cut =
                    catchThrowable(() ->
                            line.publish(
                                    topic(device, "readings"), huge, MqttQoS.AT_LEAST_ONCE, false));
            // The line may end before all of it is written.
            assertThat(cut == null || cut instanceof SocketException).isTrue();
            line.awaitEnd();
        }
        try (var line = line(device);
                var second = SecondSession.open()) {
            second.execute("SELECT FROM data_subject WHERE account_id = ? FOR UPDATE", person.id());
            for (int i = 0; i < 9; i++) {
                line.publish(
                        topic(device, "readings"),
                        body(reading("battery", i)).getBytes(UTF_8),
                        MqttQoS.AT_LEAST_ONCE,
                        false);
            }
            assertThat(MqttDevice.farewellReason(line.farewell())).isEqualTo(0x93);
            second.rollback();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> person.rows("reading") <= 1);
    }

    @Test
    @Tag("SE-1")
    @Tag("I-11")
    void aDeviceWritesAndReadsItsOwnTopicsAlone() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = person.pair("thermostat");
        try (var line = line(device)) {
            for (var name :
                    new String[] {
                        topic(other, "readings"),
                        topic(device, "commands"),
                        topic(device, "nonsense"),
                        "readings",
                        "$SYS/x"
                    }) {
                assertThat(line.say(name, body(reading("battery", 5))))
                        .as(name)
                        .isEqualTo(NOT_AUTHORIZED);
            }
            assertThat(
                            line.subscribe(
                                    topic(device, "commands"),
                                    topic(other, "commands"),
                                    topic(device, "readings"),
                                    "devices/+/commands",
                                    "#"))
                    .containsExactly(
                            1, NOT_AUTHORIZED, NOT_AUTHORIZED, NOT_AUTHORIZED, NOT_AUTHORIZED);
        }
        assertThat(person.rows("reading")).isZero();
    }

    @Test
    void whatIsNotOfferedEndsTheLine() throws Exception {
        var device = Person.registered().pair("thermostat");
        var payload = body(reading("battery", 5)).getBytes(UTF_8);
        try (var line = line(device)) {
            line.publish(topic(device, "readings"), payload, MqttQoS.EXACTLY_ONCE, false);
            assertThat(MqttDevice.farewellReason(line.farewell())).isEqualTo(0x9b);
            line.awaitEnd();
        }
        try (var line = line(device)) {
            line.publish(topic(device, "readings"), payload, MqttQoS.AT_LEAST_ONCE, true);
            assertThat(MqttDevice.farewellReason(line.farewell())).isEqualTo(0x9a);
        }
    }

    @Test
    void whatIsSaidWithoutAPromiseIsHeardToo() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var line = line(device)) {
            line.publish(
                    topic(device, "readings"),
                    body(reading("battery", 5)).getBytes(UTF_8),
                    MqttQoS.AT_MOST_ONCE,
                    false);
            await().atMost(Duration.ofSeconds(20)).until(() -> person.rows("reading") == 1);
        }
    }

    @Test
    void anOlderDeviceIsServedAsWell() throws Exception {
        var person = Person.registered();
        var device = person.pair("light");
        try (var line = new MqttDevice(edge.port())) {
            assertThat(
                            line.connect(
                                    MqttVersion.MQTT_3_1_1,
                                    device.id().toString(),
                                    device.token(),
                                    false))
                    .isZero();
            assertThat(line.subscribe(topic(device, "commands"), "#")).containsExactly(1, 0x80);
            line.say(topic(device, "readings"), "nonsense");
            line.say(topic(device, "readings"), body(reading("brightness", 5)));
            var commandId = order(person, device);
            assertThat(line.next(topic(device, "commands"))).contains(commandId);
        }
        assertThat(person.rows("reading")).isEqualTo(1);
    }

    @Test
    @Tag("PU-1")
    void aCommandReachesTheDeviceAndItsResultThePerson() throws Exception {
        var person = Person.registered();
        var light = person.pair("light");
        var first = order(person, light);
        try (var line = line(light)) {
            line.subscribe(topic(light, "commands"), topic(light, "refusals"));
            var told = JsonPath.from(line.next(topic(light, "commands")));
            assertThat(told.getString("commandId")).isEqualTo(first);
            assertThat(told.getString("name")).isEqualTo("turn-on");
            awaitStatus(person, light, first, "DELIVERED");

            assertThat(line.say(topic(light, "results"), result(first, "SUCCEEDED"))).isZero();
            awaitStatus(person, light, first, "SUCCEEDED");
            assertThat(line.say(topic(light, "results"), result(first, "SUCCEEDED"))).isZero();
            assertThat(line.say(topic(light, "results"), result(first, "FAILED"))).isEqualTo(0x83);
            assertThat(line.next(topic(light, "refusals"))).contains("command-answered");
            assertThat(
                            line.say(
                                    topic(light, "results"),
                                    result(UUID.randomUUID().toString(), "FAILED")))
                    .isEqualTo(0x83);
            assertThat(line.say(topic(light, "results"), "{\"status\":\"FAILED\"}"))
                    .isEqualTo(0x99);
        }
        assertThat(order(person, light)).isNotEqualTo(first);
    }

    private static String result(String commandId, String status) {
        return "{\"commandId\":\"%s\",\"status\":\"%s\"}".formatted(commandId, status);
    }

    @Test
    @Tag("I-12")
    void aCommandComesAtOnceAndAgainUntilItIsAnswered() throws Exception {
        var person = Person.registered();
        var light = person.pair("light");
        String commandId;
        try (var line = line(light)) {
            line.subscribe(topic(light, "commands"));
            commandId = order(person, light);
            assertThat(line.next(topic(light, "commands"))).contains(commandId);
            var next = order(person, light);
            assertThat(line.next(topic(light, "commands"))).contains(next);
        }
        try (var line = line(light)) {
            line.subscribe(topic(light, "commands"));
            assertThat(line.next(topic(light, "commands"))).contains(commandId);
        }
    }

    @Test
    @Tag("F16")
    void aDeviceHasOneLineTheNewest() throws Exception {
        var person = Person.registered();
        var light = person.pair("light");
        try (var before = line(light);
                var now = line(light)) {
            assertThat(MqttDevice.farewellReason(before.farewell())).isEqualTo(0x8e);
            now.subscribe(topic(light, "commands"));
            var commandId = order(person, light);
            assertThat(now.next(topic(light, "commands"))).contains(commandId);
        }
    }

    @Test
    @Tag("SE-1")
    @Tag("RI-3")
    void whoseTokenIsVoidOrWhoIsGoneIsSentAwayAndNothingIsKept() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var removed = person.pair("thermostat");
        try (var line = line(device);
                var other = line(removed)) {
            person.app().delete("/v1/devices/{id}/token", device.id()).then().statusCode(204);
            person.app().delete("/v1/devices/{id}", removed.id()).then().statusCode(204);
            for (var one : new MqttDevice[] {line, other}) {
                one.publish(
                        topic(one == line ? device : removed, "readings"),
                        body(reading("battery", 5)).getBytes(UTF_8),
                        MqttQoS.AT_LEAST_ONCE,
                        false);
            }
            assertThat(MqttDevice.farewellReason(line.farewell())).isEqualTo(NOT_AUTHORIZED);
            var farewell = other.farewell();
            assertThat(MqttDevice.farewellReason(farewell)).isEqualTo(0x98);
            assertThat(
                            MqttDevice.properties(farewell)
                                    .getProperty(MqttPropertyType.REASON_STRING.value())
                                    .value())
                    .isEqualTo("urn:problem:device-erased");
        }
        assertThat(person.rows("reading")).isZero();
    }

    @Test
    @Tag("SE-1")
    void aDeviceThatIsSilentIsSentAwayToo() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        try (var line = line(device)) {
            person.app().delete("/v1/devices/{id}/token", device.id()).then().statusCode(204);
            clock.move(Duration.ofMinutes(2));

            assertThat(MqttDevice.farewellReason(line.farewell())).isEqualTo(NOT_AUTHORIZED);
        }
    }

    @Test
    @Tag("RI-4")
    void underRestrictionNothingIsTakenAndTheLineStays() throws Exception {
        var person = Person.registered();
        var light = person.pair("light");
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person.id()).restrictions().isEmpty());
        try (var line = line(light)) {
            line.subscribe(topic(light, "commands"), topic(light, "refusals"));
            assertThat(line.say(topic(light, "readings"), body(reading("brightness", 5)))).isZero();
            assertThat(line.next(topic(light, "refusals"))).contains("restricted");
            assertThat(
                            line.say(
                                    topic(light, "results"),
                                    result(UUID.randomUUID().toString(), "FAILED")))
                    .isEqualTo(NOT_AUTHORIZED);
        }
        assertThat(person.rows("reading")).isZero();
    }
}
