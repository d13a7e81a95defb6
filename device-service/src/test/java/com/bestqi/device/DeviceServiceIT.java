package com.bestqi.device;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.bestqi.platform.test.PackagedResource;
import com.bestqi.platform.test.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
@WithTestResource(PackagedResource.class)
class DeviceServiceIT extends PackagedService {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;

    DeviceServiceIT() {
        super("device");
    }

    @Test
    @Tag("DV-1")
    void homesAreKeptAndListed() {
        var person = registered();
        awaitStatus(200, person, "/v1/homes");

        as(person).body(Map.of("name", "Cabin")).post("/v1/homes").then().statusCode(201);

        as(person)
                .get("/v1/homes")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.name", hasItem("Cabin"));
    }

    @Test
    @Tag("DV-3")
    void theCatalogueAndPairingCodesAreThere() {
        var person = registered();
        awaitStatus(200, person, "/v1/homes");

        given().get("/v1/device-types")
                .then()
                .statusCode(200)
                .body("items.key", hasItem("thermostat"))
                .body("items.find { it.key == 'thermostat' }.readings", not(empty()));
        as(person)
                .body(Map.of("method", "WIFI", "deviceType", "thermostat"))
                .post("/v1/pairings")
                .then()
                .statusCode(201)
                .body("code", matchesPattern("[2-9A-HJ-NP-Z]{10,}"));
        // Bluetooth has a switch, which is off; a problem's members are written too.
        as(person)
                .body(Map.of("method", "BLUETOOTH", "deviceType", "thermostat"))
                .post("/v1/pairings")
                .then()
                .statusCode(403)
                .body("key", equalTo("bluetooth"));
        as(person)
                .body(Map.of("method", "WIFI", "deviceType", "no such type"))
                .post("/v1/pairings")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("deviceType"));
    }

    /** A device whose token is none hears so, in MQTT 5. */
    @Test
    @Tag("DV-3")
    void devicesAreSpokenToByMqtt() throws IOException {
        try (var socket = new Socket("localhost", mqttPort())) {
            socket.getOutputStream().write(connect(UUID.randomUUID().toString(), "no token"));
            var answer = socket.getInputStream().readNBytes(4);

            assertThat(answer[0] & 0xff).isEqualTo(CONNACK);
            assertThat(answer[3] & 0xff).isEqualTo(BAD_USER_NAME_OR_PASSWORD);
        }
    }

    private static byte[] connect(String user, String password) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var body = new DataOutputStream(bytes);
        text(body, "MQTT");
        body.writeByte(5);
        body.writeByte(0b1100_0010); // With user name and password, a clean start.
        body.writeShort(60);
        body.writeByte(0); // No properties.
        text(body, "");
        text(body, user);
        text(body, password);
        var packet = new ByteArrayOutputStream();
        packet.write(CONNECT);
        packet.write(bytes.size());
        bytes.writeTo(packet);
        return packet.toByteArray();
    }

    private static void text(DataOutputStream body, String text) throws IOException {
        body.writeShort(text.length());
        body.write(text.getBytes(UTF_8));
    }
}
