package com.bestqi.device.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in by MQTT, and what the others are told. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class MqttLoginTest {
    private static final int BAD_LOGIN = 0x86;
    private static final int BANNED = 0x8a;

    @Inject MqttEdge edge;
    @Inject Lines lines;
    @Inject Strangers strangers;
    @Inject MqttConfig config;
    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private int connect(Object user, String password) throws IOException {
        try (var line = new MqttDevice(edge.port())) {
            return line.connect(MqttVersion.MQTT_5, user.toString(), password, false);
        }
    }

    private MqttConnAckMessage answer(Device device) throws IOException {
        try (var line = new MqttDevice(edge.port())) {
            line.sayHello(MqttVersion.MQTT_5, device.id().toString(), device.token(), false);
            return line.answerToHello();
        }
    }

    private static String reason(MqttConnAckMessage answer) {
        return String.valueOf(
                answer.variableHeader()
                        .properties()
                        .getProperty(MqttPropertyType.REASON_STRING.value())
                        .value());
    }

    @Test
    void aDeviceIsLetInWithItsTokenAndToldWhatItMayDo() throws Exception {
        var device = Person.registered().pair("thermostat");

        var answer = answer(device);

        assertThat(answer.variableHeader().connectReturnCode().byteValue()).isZero();
        var offers = answer.variableHeader().properties();
        for (var type :
                List.of(
                        MqttPropertyType.MAXIMUM_QOS,
                        MqttPropertyType.RECEIVE_MAXIMUM,
                        MqttPropertyType.MAXIMUM_PACKET_SIZE)) {
            assertThat(offers.getProperty(type.value())).as(type.name()).isNotNull();
        }
    }

    @Test
    void whoIsNotTheDeviceIsNotLetIn() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = person.pair("thermostat");

        assertThat(connect(device.id(), other.token())).isEqualTo(BAD_LOGIN);
        assertThat(connect(device.id(), "nonsense")).isEqualTo(BAD_LOGIN);
        assertThat(connect(device.id(), Tokens.user(person.id()))).isEqualTo(BAD_LOGIN);
        assertThat(connect(UUID.randomUUID(), device.token())).isEqualTo(BAD_LOGIN);
        assertThat(connect("nobody", device.token())).isEqualTo(BAD_LOGIN);
        try (var line = new MqttDevice(edge.port())) {
            assertThat(line.connect(MqttVersion.MQTT_5, null, null, false)).isEqualTo(BAD_LOGIN);
        }
        try (var line = new MqttDevice(edge.port())) {
            assertThat(
                            line.connect(
                                    MqttVersion.MQTT_5,
                                    device.id().toString(),
                                    device.token(),
                                    true))
                    .isEqualTo(0x83);
        }
        try (var line = new MqttDevice(edge.port())) {
            assertThat(line.connect(MqttVersion.MQTT_3_1_1, "nobody", "nonsense", false))
                    .isEqualTo(4);
        }
    }

    @Test
    @Tag("F19")
    void nothingIsLeftOfALineThatIsOver() throws Exception {
        var device = Person.registered().pair("thermostat");
        for (int i = 0; i < 10; i++) {
            assertThat(connect(device.id(), device.token())).isZero();
            assertThat(connect(device.id(), "nonsense")).isEqualTo(BAD_LOGIN);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> lines.open() == 0);
    }

    @Test
    void aTokenThatIsVoidOrHasEndedIsNone() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = person.pair("thermostat");
        person.app().delete("/v1/devices/{id}/token", device.id()).then().statusCode(204);

        assertThat(connect(device.id(), device.token())).isEqualTo(BAD_LOGIN);
        clock.move(Duration.ofHours(25));
        assertThat(connect(other.id(), other.token())).isEqualTo(BAD_LOGIN);
    }

    @Test
    @Tag("RI-3")
    void aDeviceThatIsRemovedHearsWhatToDoAndOneOfAnErasedPersonThatItIs() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var stays = person.pair("thermostat");
        person.app()
                .delete("/v1/devices/{id}?factoryReset=true", device.id())
                .then()
                .statusCode(204);

        var removed = answer(device);
        person.erase();
        person.awaitTombstone();
        var erased = answer(stays);

        assertThat(removed.variableHeader().connectReturnCode().byteValue() & 0xff)
                .isEqualTo(BANNED);
        assertThat(reason(removed)).isEqualTo("urn:problem:device-erased");
        assertThat(
                        removed.variableHeader()
                                .properties()
                                .getProperties(MqttPropertyType.USER_PROPERTY.value())
                                .toString())
                .contains("action")
                .contains("factory-reset");
        assertThat(erased.variableHeader().connectReturnCode().byteValue() & 0xff)
                .isEqualTo(BANNED);
        assertThat(reason(erased)).isEqualTo("urn:problem:account-erased");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "\u0010\u00ff\u00ff\u00ff\u00ff\u00ff",
                "\u00f0\u0000",
                "\u0030\u0003\u0000\u0001t"
            })
    void whatIsNoMqttIsBrokenOff(String text) throws Exception {
        try (var line = new MqttDevice(edge.port())) {
            line.sendRaw(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

            line.awaitEnd();
        }
    }

    @Test
    @Tag("F17")
    void whoDoesNotSayWhoTheyAreInTimeIsSentAwayHoweverTheyDribble() throws Exception {
        try (var silent = new MqttDevice(edge.port());
                var dribbling = new MqttDevice(edge.port())) {
            // A CONNECT that never comes to its end.
            dribbling.sendRaw(new byte[] {0x10, 0x70});
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isBrokenOff(dribbling));
            silent.awaitEnd();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> strangers.count() == 0);
    }

    private static boolean isBrokenOff(MqttDevice line) {
        try {
            line.sendRaw(new byte[] {0});
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    @Tag("F17")
    void aFloodOfTheSilentKeepsNoDeviceOut() throws Exception {
        var device = Person.registered().pair("thermostat");
        int most = config.mostStrangers();
        var silent = new ArrayList<MqttDevice>();
        try {
            for (int i = 0; i <= most; i++) {
                silent.add(new MqttDevice(edge.port()));
            }
            silent.getFirst().awaitEnd();
            assertThat(strangers.count()).isLessThanOrEqualTo(most);

            assertThat(connect(device.id(), device.token())).isZero();
        } finally {
            silent.forEach(MqttDevice::close);
        }
    }
}
