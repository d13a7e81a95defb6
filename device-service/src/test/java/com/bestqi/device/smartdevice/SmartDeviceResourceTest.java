package com.bestqi.device.smartdevice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class SmartDeviceResourceTest {
    private static final String PATH = "/v1/devices/{id}";

    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    @Test
    @Tag("DV-1")
    @Tag("DV-2")
    void aDeviceIsShownWithWhatItSaidOfItself() {
        var person = Person.registered();
        var device = person.pair("fitness-band", "SN-77", "00:11:22:33:44:55", "home wifi");
        String home = person.app().get("/v1/homes").path("items[0].homeId");

        person.app()
                .get(PATH, device.id())
                .then()
                .statusCode(200)
                .body("deviceId", equalTo(device.id().toString()))
                .body("homeId", equalTo(home))
                .body("name", equalTo("Fitness band"))
                .body("deviceType", equalTo("fitness-band"))
                .body("serialNumber", equalTo("SN-77"))
                .body("firmwareVersion", equalTo("1.2.3"))
                .body("update.available", equalTo(false))
                .body("online", equalTo(true))
                .body("connection.macAddress", equalTo("00:11:22:33:44:55"))
                .body("connection.ssid", equalTo("home wifi"))
                .body("", hasKey("activatedAt"))
                .body("", hasKey("lastSeenAt"));
        person.app()
                .get("/v1/devices")
                .then()
                .statusCode(200)
                .body("items.deviceId", contains(device.id().toString()))
                .body("next", nullValue());
    }

    @Test
    @Tag("DV-2")
    void aDeviceWithoutWifiShowsNone() {
        var person = Person.registered();
        var code = person.code("thermostat");
        var claim = new HashMap<>(Person.claim("thermostat", "SN", "00:11:22:33:44:55", "x"));
        claim.remove("wifi");
        String id =
                given().contentType("application/json")
                        .body(claim)
                        .post("/v1/pairings/{code}/claim", code)
                        .path("deviceId");

        person.app().get(PATH, id).then().body("connection", not(hasKey("ssid")));
    }

    @Test
    @Tag("DV-1")
    void aDeviceIsOnlineWhileItIsHeardOf() {
        var person = Person.registered();
        var device = person.pair("thermostat");

        clock.move(Duration.ofMinutes(6));
        person.app().get(PATH, device.id()).then().body("online", equalTo(false));

        device.post().statusCode(202);
        person.app().get(PATH, device.id()).then().body("online", equalTo(true));
    }

    @Test
    @Tag("DV-1")
    void aDeviceGetsAnotherName() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var name = "Anna's <b>Stube</b> 🏠'; DROP TABLE device; --";

        person.app()
                .body(Map.of("name", name))
                .patch(PATH, device.id())
                .then()
                .statusCode(200)
                .body("name", equalTo(name));

        person.app().get(PATH, device.id()).then().body("name", equalTo(name));
        person.app()
                .contentType("application/merge-patch+json")
                .body("{\"name\":\"plain\"}")
                .patch(PATH, device.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("plain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"  \"}",
                "{\"name\":7}",
                "{\"name\":null}",
                "{\"name\":\"a\",\"deviceType\":\"camera\"}",
                "[]",
                "{\"name\":"
            })
    void aNameThatIsNoneIsRefused(String body) {
        var person = Person.registered();
        var device = person.pair("thermostat");

        person.app()
                .body(body)
                .patch(PATH, device.id())
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        person.app().get(PATH, device.id()).then().body("name", equalTo("Thermostat"));
    }

    @Test
    void aNameOfMoreThanAHundredCharactersIsRefused() {
        var person = Person.registered();
        var device = person.pair("thermostat");

        person.app()
                .body(Map.of("name", "x".repeat(101)))
                .patch(PATH, device.id())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("name"));
    }

    @Test
    void thePagesOfTheListShowEachDeviceOnce() {
        var person = Person.registered();
        var paired = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            paired.add(person.pair("light").id().toString());
        }
        var seen = new ArrayList<String>();
        String cursor = null;

        do {
            var call = person.app().queryParam("limit", 2);
            var page =
                    (cursor == null ? call : call.queryParam("cursor", cursor))
                            .get("/v1/devices")
                            .then()
                            .statusCode(200)
                            .extract();
            seen.addAll(page.<List<String>>path("items.deviceId"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).hasSize(5).containsExactlyInAnyOrderElementsOf(paired);
    }

    @Test
    @Tag("SE-1")
    @Tag("I-11")
    void anotherPersonsDeviceIsNotFound() {
        var owner = Person.registered();
        var other = Person.registered();
        var device = owner.pair("thermostat");

        other.app().get(PATH, device.id()).then().statusCode(404);
        other.app().body(Map.of("name", "mine")).patch(PATH, device.id()).then().statusCode(404);
        other.app().delete(PATH, device.id()).then().statusCode(404);
        other.app().get(PATH + "/readings", device.id()).then().statusCode(404);
        other.app().get("/v1/devices").then().body("items", empty());
        other.app().get(PATH, UUID.randomUUID()).then().statusCode(404);

        owner.app().get(PATH, device.id()).then().body("name", equalTo("Thermostat"));
    }

    @Test
    @Tag("SE-1")
    void nothingGoesWithoutAToken() {
        var device = Person.registered().pair("thermostat");

        given().get("/v1/devices").then().statusCode(401);
        given().get(PATH, device.id()).then().statusCode(401);
        given().contentType("application/json")
                .body(Map.of("name", "x"))
                .patch(PATH, device.id())
                .then()
                .statusCode(401);
        given().delete(PATH, device.id()).then().statusCode(401);
        given().get(PATH + "/readings", device.id()).then().statusCode(401);
    }

    @Test
    @Tag("SE-1")
    void theDevicesOwnTokenOpensNoPathOfTheApp() {
        var device = Person.registered().pair("thermostat");

        device.call().get("/v1/devices").then().statusCode(401);
        device.call().get(PATH, device.id()).then().statusCode(401);
        device.call().delete(PATH, device.id()).then().statusCode(401);
        device.call().get(PATH + "/readings", device.id()).then().statusCode(401);
        device.call().get("/v1/phones").then().statusCode(401);
        device.call().get("/v1/locations").then().statusCode(401);
    }

    @Test
    @Tag("RT-2")
    @Tag("SE-1")
    void aRemovedDeviceIsGoneWithItsReadingsAndHearsOfIt() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var kept = person.pair("thermostat");
        report(device, 20.0);
        report(kept, 21.0);

        person.app().delete(PATH, device.id()).then().statusCode(204);

        assertThat(person.rows("reading")).isEqualTo(1);
        assertThat(person.rows("device")).isEqualTo(1);
        person.app().get(PATH, device.id()).then().statusCode(404);
        person.app().delete(PATH, device.id()).then().statusCode(404);
        device.post(Map.of("at", Instant.now().toString(), "type", "temperature", "value", 1))
                .statusCode(410)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:device-erased"));
        device.call()
                .post(PATH + "/token", device.id())
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:problem:device-erased"));
        assertThat(person.rows("reading")).isEqualTo(1);
    }

    @Test
    @Tag("RT-2")
    void aDeviceWithManyReadingsGoesInChunks() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        Person.database()
                .update(
                        "INSERT INTO reading"
                                + " (account_id, device_id, at, consent_revision, value, type)"
                                + " SELECT ?, ?, now() - i * interval '1 second', 0, i,"
                                + " 'temperature' FROM generate_series(1, 12000) AS s (i)",
                        person.id(),
                        device.id());

        person.app().delete(PATH, device.id()).then().statusCode(204);

        assertThat(person.rows("reading")).isZero();
        assertThat(person.rows("device")).isZero();
    }

    private void report(Device device, double value) {
        device.post(Map.of("at", clock.instant().toString(), "type", "temperature", "value", value))
                .statusCode(202)
                .body("accepted", equalTo(1));
    }
}
