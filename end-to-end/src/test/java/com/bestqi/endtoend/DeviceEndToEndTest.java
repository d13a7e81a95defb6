package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Resident;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Devices by their other way in, and scenes that need to know where a person lives. */
@ExtendWith(Suite.Extension.class)
class DeviceEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MESSAGES = 200;

    private final Suite suite;

    DeviceEndToEndTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("DV-3")
    @Tag("SE-1")
    void aDeviceReportsByMqttAndHearsWhatItIsToDo() throws Exception {
        var resident = suite.newcomer("Mika");
        resident.switchOn(List.of("camera"));
        var thermostat = resident.pair("thermostat");
        var vertx = Vertx.vertx();
        try {
            var acknowledged = new CompletableFuture<Integer>();
            var command = new CompletableFuture<String>();
            var client = client(vertx, thermostat);
            client.publishCompletionHandler(acknowledged::complete);
            client.publishHandler(message -> command.complete(message.payload().toString()));
            done(client.connect(address().getPort(), address().getHost()));
            var topic = "devices/" + thermostat.deviceId() + "/";
            done(client.subscribe(topic + "commands", MqttQoS.AT_LEAST_ONCE.value()));
            var body =
                    "{\"readings\":[{\"at\":\"%s\",\"type\":\"temperature\",\"value\":21.5}]}"
                            .formatted(Instant.now());
            done(
                    client.publish(
                            topic + "readings",
                            Buffer.buffer(body),
                            MqttQoS.AT_LEAST_ONCE,
                            false,
                            false));
            acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            var path = "/v1/devices/" + thermostat.deviceId();
            var readings = resident.api().get(path + "/readings").expect(200).json();
            assertThat(readings.at("/items/0/value").asDouble()).isEqualTo(21.5);
            var order = Map.of("name", "set-mode", "arguments", Map.of("mode", "heat"));
            var commandId =
                    resident.api().post(path + "/commands", order).expect(202).text("/commandId");
            assertThat(command.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains(commandId);
        } finally {
            done(vertx.close());
        }
    }

    private URI address() {
        return URI.create(String.valueOf(suite.addresses().values().get("MQTT_URL")));
    }

    private static MqttClient client(Vertx vertx, Device device) {
        return MqttClient.create(
                vertx,
                new MqttClientOptions()
                        .setUsername(device.deviceId().toString())
                        .setPassword(device.token()));
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @Tag("F1")
    @Tag("G8")
    void whatIsAcknowledgedByMqttSurvivesAKill() throws Exception {
        var resident = suite.newcomer("Kill");
        resident.switchOn(List.of("camera"));
        var thermostat = resident.pair("thermostat");
        var acknowledged = new ArrayList<Instant>();
        var vertx = Vertx.vertx();
        try {
            var begun = Instant.now().truncatedTo(ChronoUnit.MICROS);
            var killing = CompletableFuture.runAsync(() -> {});
            var client = new MqttClient[] {null};
            for (int i = 0; i < MESSAGES; i++) {
                if (i == MESSAGES / 2) {
                    killing = CompletableFuture.runAsync(() -> suite.stack().kill("device"));
                }
                var at = begun.plusMillis(i);
                // Until it is acknowledged, as a device does.
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> publish(vertx, client, thermostat, at));
                acknowledged.add(at);
            }
            killing.join();
        } finally {
            done(vertx.close());
        }

        var stored =
                suite.databases()
                        .number(
                                "device",
                                "SELECT count(*) FROM reading WHERE device_id = ?",
                                thermostat.deviceId());
        assertThat(stored).isEqualTo(acknowledged.size());
    }

    /** Whether it was acknowledged, over this connection or a new one. */
    private boolean publish(Vertx vertx, MqttClient[] line, Device device, Instant at) {
        try {
            var client = line[0];
            if (client == null || !client.isConnected()) {
                client = client(vertx, device);
                done(client.connect(address().getPort(), address().getHost()));
                line[0] = client;
            }
            var acknowledged = new CompletableFuture<Integer>();
            client.publishCompletionHandler(acknowledged::complete);
            client.closeHandler(
                    _ -> acknowledged.completeExceptionally(new IllegalStateException("closed")));
            var body =
                    "{\"readings\":[{\"at\":\"%s\",\"type\":\"temperature\",\"value\":20}]}"
                            .formatted(at);
            done(
                    client.publish(
                            "devices/" + device.deviceId() + "/readings",
                            Buffer.buffer(body),
                            MqttQoS.AT_LEAST_ONCE,
                            false,
                            false));
            acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    @Tag("PM-1")
    @Tag("RI-2")
    void aSceneStartsByTheClockOfWhereThePersonLives() {
        var resident = suite.newcomer("Tick");
        resident.switchOn(List.of("camera"));
        var thermostat = resident.pair("thermostat");
        var scene =
                Map.of(
                        "name",
                        "Morning",
                        "enabled",
                        true,
                        "trigger",
                        Map.of("kind", "SCHEDULE", "time", "07:30"),
                        "actions",
                        List.of(
                                Map.of(
                                        "deviceId",
                                        thermostat.deviceId(),
                                        "command",
                                        Map.of(
                                                "name",
                                                "set-mode",
                                                "arguments",
                                                Map.of("mode", "heat")))));
        var path =
                "/v1/scenes/"
                        + resident.api().post("/v1/scenes", scene).expect(201).text("/sceneId");
        String home = resident.api().get("/v1/accounts/me").expect(200).text("/timeZone");
        awaitNext(resident, path, ZoneId.of(home));

        resident.api().patch("/v1/accounts/me", Map.of("timeZone", "Asia/Tokyo")).expect(200);

        awaitNext(resident, path, ZoneId.of("Asia/Tokyo"));
    }

    private static void awaitNext(Resident resident, String path, ZoneId zone) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    var next = resident.api().get(path).expect(200).json().path("nextAt");
                    assertThat(next.isTextual()).isTrue();
                    assertThat(Instant.parse(next.asText()).atZone(zone).toLocalTime())
                            .isEqualTo(LocalTime.of(7, 30));
                });
    }
}
