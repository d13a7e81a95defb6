package com.bestqi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one device has said by MQTT while it waited for an answer is stored together. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("DV-3")
class MqttTogetherTest {
    @Inject MqttEdge edge;
    @Inject MovableClock clock;
    @Inject MeterRegistry metrics;

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

    @Test
    @Tag("G8")
    void whatCameWhileADeviceWaitedSharesACommitAndIsAnsweredOneByOne() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var again = body(reading("temperature", 21), reading("humidity", 40));
        var bodies =
                List.of(
                        again,
                        again,
                        "{\"readings\":",
                        body(reading("humidity", 101)),
                        body(reading("battery", 7)),
                        body(
                                "{\"at\":\"%s\",\"type\":\"mode\",\"text\":\"heat\"}"
                                        .formatted(clock.instant())));
        try (var line = line(device);
                var second = SecondSession.open()) {
            line.subscribe(topic(device, "refusals"));
            second.execute("SELECT FROM data_subject WHERE account_id = ? FOR UPDATE", person.id());
            publish(line, device, body(reading("temperature", 20)));
            second.awaitSomebodyWaiting();
            for (var body : bodies) {
                publish(line, device, body);
            }
            line.ping();
            var together = metrics.get("device.reports.together").summary();
            long commits = together.count();
            double reports = together.totalAmount();
            second.rollback();

            var answers = new ArrayList<Integer>();
            for (int i = 0; i <= bodies.size(); i++) {
                answers.add(MqttDevice.reason(line.acknowledgement()));
            }
            assertThat(answers).containsExactly(0, 0, 0, 153, 0, 0, 0);
            assertThat(together.totalAmount() - reports).isEqualTo(6);
            // The first and the text each alone, for a row that was held and for ciphertext.
            assertThat(together.count() - commits).isEqualTo(3);
        }
        assertThat(person.rows("reading")).isEqualTo(5);
    }

    @Test
    @Tag("G8")
    void ofWhatWasToldTwiceTheDeviceHears() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var body = body(reading("temperature", 21), reading("humidity", 40));
        try (var line = line(device);
                var second = SecondSession.open()) {
            line.subscribe(topic(device, "refusals"));
            second.execute("SELECT FROM data_subject WHERE account_id = ? FOR UPDATE", person.id());
            publish(line, device, body(reading("temperature", 20)));
            second.awaitSomebodyWaiting();
            publish(line, device, body);
            publish(line, device, body);
            line.ping();
            second.rollback();

            var told = JsonPath.from(line.next(topic(device, "refusals")));

            assertThat(told.getInt("accepted")).isZero();
            assertThat(told.getInt("duplicates")).isEqualTo(2);
        }
        assertThat(person.rows("reading")).isEqualTo(3);
    }

    private static void publish(MqttDevice line, Device device, String body) throws IOException {
        line.publish(topic(device, "readings"), body.getBytes(UTF_8), MqttQoS.AT_LEAST_ONCE, false);
    }
}
