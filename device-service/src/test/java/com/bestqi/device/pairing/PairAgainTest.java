package com.bestqi.device.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that come to somebody once more, and that leave. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class PairAgainTest {
    private static final String MAC = "aa:bb:cc:dd:ee:0f";

    @Inject Clock clock;

    private final String serial = "SN-" + UUID.randomUUID();

    private ValidatableResponse claim(String code, String number) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", "203.0.113.99")
                .body(Person.claim("thermostat", number, MAC, "some wifi"))
                .post("/v1/pairings/{code}/claim", code)
                .then();
    }

    private Map<String, Object> temperature() {
        return Map.of("at", clock.instant().toString(), "type", "temperature", "value", 20);
    }

    private Device pairedAndUsed(Person person) {
        var device = person.pair("thermostat", serial, MAC, "some wifi");
        device.post(temperature()).body("accepted", equalTo(1));
        return device;
    }

    private static ValidatableResponse renew(Device device) {
        return device.call().post("/v1/devices/{id}/token", device.id()).then();
    }

    @Test
    void forItsOwnerItStaysTheSameDeviceWithNewCredentials() {
        var person = Person.registered();
        var device = pairedAndUsed(person);

        var again = person.pair("thermostat", " " + serial.toLowerCase() + " ", MAC, "new wifi");

        assertThat(again.id()).isEqualTo(device.id());
        device.post(temperature()).statusCode(401);
        renew(device).statusCode(401);
        again.post(temperature()).body("accepted", equalTo(1));
        renew(again).statusCode(200);
        person.app()
                .get("/v1/devices")
                .then()
                .body("items", hasSize(1))
                .body("items[0].connection.ssid", equalTo("new wifi"));
        person.app().get("/v1/devices/{id}/readings", device.id()).then().body("items", hasSize(2));
    }

    @Test
    @Tag("RT-2")
    @Tag("G6")
    void forAnotherItBeginsAnewAndNothingOfTheFormerOwnerIsLeft() {
        var former = Person.registered();
        var device = pairedAndUsed(former);
        var stays = former.pair("thermostat");
        stays.post(temperature()).body("accepted", equalTo(1));
        var next = Person.registered();

        var taken = next.pair("thermostat", serial, MAC, "some wifi");

        assertThat(taken.id()).isNotEqualTo(device.id());
        assertThat(former.rows("device")).isEqualTo(1);
        assertThat(former.rows("reading")).isEqualTo(1);
        former.app().get("/v1/devices/{id}", device.id()).then().statusCode(404);
        former.app().get("/v1/devices/{id}", taken.id()).then().statusCode(404);
        device.post(temperature())
                .statusCode(410)
                .body("type", equalTo("urn:problem:device-erased"))
                .body("action", equalTo("unbind"));
        next.app().get("/v1/devices/{id}/readings", taken.id()).then().body("items", empty());
        taken.post(temperature()).body("accepted", equalTo(1));
        stays.post(temperature()).body("accepted", equalTo(1));
    }

    @Test
    @Tag("F16")
    void aClaimUnderTheFormerOwnersLogInWaitsForNobody() {
        var former = Person.registered();
        pairedAndUsed(former);
        var next = Person.registered();
        var code = next.code("thermostat");
        var key = UUID.randomUUID().toString();

        String first = claimAs(former, code, key).statusCode(201).extract().path("deviceId");

        claimAs(former, code, key).statusCode(201).body("deviceId", equalTo(first));
        claimAs(next, code, key).statusCode(201).body("deviceId", equalTo(first));
        next.app().get("/v1/devices/{id}", first).then().statusCode(200);
        assertThat(former.rows("idempotent_answer")).isZero();
    }

    private ValidatableResponse claimAs(Person bearer, String code, String key) {
        return bearer.app()
                .header("Idempotency-Key", key)
                .header("X-Forwarded-For", "203.0.113.98")
                .body(Person.claim("thermostat", serial, MAC, "some wifi"))
                .post("/v1/pairings/{code}/claim", code)
                .then();
    }

    @Test
    void whoHasNoGoodCodeTouchesNobodysDevice() {
        var owner = Person.registered();
        var device = pairedAndUsed(owner);
        var other = Person.registered();
        var used = other.code("thermostat");
        claim(used, "SN-" + UUID.randomUUID()).statusCode(201);
        var late = other.code("thermostat");
        Person.database()
                .update(
                        "UPDATE pairing SET expires_at = ? WHERE account_id = ?"
                                + " AND claimed_at IS NULL",
                        clock.instant().minusSeconds(1),
                        other.id());

        claim("ABCDEFGHJK99", serial).statusCode(404);
        claim(used, serial).statusCode(409);
        claim(late, serial).statusCode(409);
        claim(other.code("camera"), serial).statusCode(422);

        device.post(temperature()).body("accepted", equalTo(1));
        assertThat(owner.rows("reading")).isEqualTo(2);
    }

    @Test
    @Tag("F17")
    void nobodyTakesOverManyDevicesOfOthers() {
        var owner = Person.registered();
        var taker = Person.registered();
        for (int i = 0; i < 10; i++) {
            owner.pair("thermostat", serial + i, MAC, "some wifi");
            claim(taker.code("thermostat"), serial + i).statusCode(201);
        }
        var device = pairedAndUsed(owner);

        claim(taker.code("thermostat"), serial).statusCode(429);
        claim(taker.code("thermostat"), serial + "-own").statusCode(201);

        device.post(temperature()).body("accepted", equalTo(1));
    }

    @Test
    @Tag("F16")
    @Tag("G6")
    void whenManyClaimItAtOnceItIsOnesInTheEnd() throws Exception {
        var persons = new ArrayList<Person>();
        var codes = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            persons.add(Person.registered());
            codes.add(persons.get(i).code("thermostat"));
        }

        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = new ArrayList<Future<Integer>>();
            for (var code : codes) {
                claims.add(threads.submit(() -> claim(code, serial).extract().statusCode()));
            }
            for (var one : claims) {
                assertThat(one.get()).isIn(201, 409);
                won += one.get() == 201 ? 1 : 0;
            }
        }

        assertThat(won).isPositive();
        assertThat(persons.stream().mapToLong(person -> person.rows("device")).sum()).isEqualTo(1);
    }

    @Test
    void itsOwnerVoidsItsTokensAndItsDataStays() {
        var person = Person.registered();
        var device = pairedAndUsed(person);
        Person.registered()
                .app()
                .delete("/v1/devices/{id}/token", device.id())
                .then()
                .statusCode(404);
        given().delete("/v1/devices/{id}/token", device.id()).then().statusCode(401);
        device.call().delete("/v1/devices/{id}/token", device.id()).then().statusCode(401);
        device.post(temperature()).statusCode(202);

        person.app().delete("/v1/devices/{id}/token", device.id()).then().statusCode(204);

        device.post(temperature()).statusCode(401);
        renew(device).statusCode(401);
        assertThat(person.rows("reading")).isEqualTo(2);
        var again = person.pair("thermostat", serial, MAC, "some wifi");
        assertThat(again.id()).isEqualTo(device.id());
        again.post(temperature()).statusCode(202);
    }

    @ParameterizedTest
    @CsvSource({"'', unbind", "?factoryReset=false, unbind", "?factoryReset=true, factory-reset"})
    void aRemovedDeviceHearsWhatItIsToDo(String query, String action) {
        var person = Person.registered();
        var device = pairedAndUsed(person);
        person.app()
                .delete("/v1/devices/{id}?factoryReset=maybe", device.id())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("factoryReset"));

        person.app().delete("/v1/devices/" + device.id() + query).then().statusCode(204);

        device.post(temperature())
                .statusCode(410)
                .body("type", equalTo("urn:problem:device-erased"))
                .body("action", equalTo(action));
        renew(device).statusCode(410).body("action", equalTo(action));
        assertThat(person.rows("reading")).isZero();
    }
}
