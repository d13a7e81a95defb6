package com.bestqi.device.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.device.Person;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class PairingResourceTest {
    @Inject MovableClock clock;

    /** Each test has a device of its own: one that is known already is another story. */
    private static String serial = "SN-0";

    @BeforeEach
    void takeAnotherDevice() {
        serial = "SN-" + UUID.randomUUID();
    }

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static Map<String, Object> claim() {
        return new HashMap<>(
                Person.claim("thermostat", serial, "aa:bb:cc:dd:ee:ff", "canary-wifi"));
    }

    private static ValidatableResponse claim(String code, Object body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/pairings/{code}/claim", code)
                .then();
    }

    /** Wrong guesses count by address, so each test that guesses comes from one of its own. */
    private static ValidatableResponse claimFrom(String address, String code, Object body) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", address)
                .body(body)
                .post("/v1/pairings/{code}/claim", code)
                .then();
    }

    @ParameterizedTest
    @CsvSource({"QR, camera", "BLUETOOTH, bluetooth"})
    @Tag("PM-3")
    @Tag("PM-7")
    void aMethodNeedsItsSwitch(String method, String key) {
        var person = Person.registered();
        var start = Map.of("method", method, "deviceType", "thermostat");

        person.app()
                .body(start)
                .post("/v1/pairings")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:consent-required"))
                .body("key", equalTo(key));
        assertThat(person.rows("pairing")).isZero();

        person.grant(key);
        person.app()
                .body(start)
                .post("/v1/pairings")
                .then()
                .statusCode(201)
                .body("pairingId", notNullValue())
                .body("code", matchesPattern("[2-9A-HJ-NP-Z]{10,}"))
                .body("expiresAt", notNullValue());

        person.withdraw(key);
        person.app().body(start).post("/v1/pairings").then().statusCode(403);
    }

    @Test
    @Tag("AC-4")
    void pairingByWifiNeedsNoSwitch() {
        var person = Person.registered();

        var device = person.pair("thermostat");

        person.app().get("/v1/devices/{id}", device.id()).then().statusCode(200);
    }

    @Test
    @Tag("SE-1")
    void theCodeIsNowhereInTheClear() {
        var person = Person.registered();

        var code = person.code("thermostat");

        assertThat(CanarySearch.find(Person.database(), code)).isEmpty();
    }

    @Test
    @Tag("SE-1")
    void aCodeIsGoodOnceHoweverItIsTyped() {
        var person = Person.registered();
        var code = person.code("thermostat").toLowerCase(Locale.ROOT);
        var typed = code.substring(0, 4) + "-" + code.substring(4);

        claim(typed, claim())
                .statusCode(201)
                .body("deviceId", notNullValue())
                .body("deviceToken", notNullValue());

        claim(code, claim())
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:pairing-used"));
        assertThat(person.rows("device")).isEqualTo(1);
    }

    @Test
    void aCodeEndsAfterTenMinutes() {
        var person = Person.registered();
        var code = person.code("thermostat");

        clock.move(Duration.ofMinutes(10).plusSeconds(1));

        claim(code, claim()).statusCode(409).body("type", equalTo("urn:problem:pairing-expired"));
        assertThat(person.rows("device")).isZero();
    }

    @Test
    void aDeviceOfAnotherTypeIsRefusedAndTheCodeStaysGood() {
        var person = Person.registered();
        var code = person.code("camera");

        claim(code, claim())
                .statusCode(422)
                .body("type", equalTo("urn:problem:device-type-mismatch"));

        var camera = claim();
        camera.put("deviceType", "camera");
        claim(code, camera).statusCode(201);
    }

    @Test
    @Tag("SE-1")
    void whoGuessesCodesIsSlowedDown() {
        for (int i = 0; i < 20; i++) {
            claimFrom("203.0.113.7", "AAAAAAAAAA" + (i + 10), claim()).statusCode(404);
        }

        claimFrom("203.0.113.7", "AAAAAAAAAA99", claim())
                .statusCode(429)
                .header("Retry-After", notNullValue());
        var code = Person.registered().code("thermostat");
        claimFrom("203.0.113.7", code, claim()).statusCode(429);
        claimFrom("203.0.113.8", code, claim()).statusCode(201);

        clock.move(Duration.ofMinutes(1).plusSeconds(1));
        claimFrom("203.0.113.7", "AAAAAAAAAA99", claim()).statusCode(404);
    }

    @Test
    @Tag("F6")
    void aClaimThatLosesADeadlockIsMadeAllTheSame() throws Exception {
        var person = Person.registered();

        var before =
                SecondSession.deadlock(
                        () -> {
                            long devices = person.rows("device");
                            claim(person.code("thermostat"), claim()).statusCode(201);
                            return devices;
                        },
                        "LOCK TABLE device IN EXCLUSIVE MODE",
                        person.id());

        assertThat(person.rows("device")).isEqualTo(before + 1);
    }

    @Test
    @Tag("SE-1")
    @Tag("F16")
    void ofAHundredClaimsAtOnceOneWins() throws Exception {
        var person = Person.registered();
        var code = person.code("thermostat");
        Callable<Integer> attempt = () -> claim(code, claim()).extract().statusCode();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 100; i++) {
                attempts.add(threads.submit(attempt));
            }
            int won = 0;
            for (var one : attempts) {
                int status = one.get();
                won += status == 201 ? 1 : 0;
                assertThat(status).isIn(201, 409);
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(person.rows("device")).isEqualTo(1);
    }

    @Test
    void aRepeatedCallWithItsKeyGetsTheFirstAnswer() {
        var person = Person.registered();
        var code = person.code("thermostat");
        var key = UUID.randomUUID().toString();

        var first = claimWithKey(code, key).statusCode(201).extract();
        var again = claimWithKey(code, key).statusCode(201).extract();

        assertThat(again.<String>path("deviceId")).isEqualTo(first.path("deviceId"));
        assertThat(again.<String>path("deviceToken")).isEqualTo(first.path("deviceToken"));
        assertThat(person.rows("device")).isEqualTo(1);
    }

    @Test
    void aRepeatedStartWithItsKeyGetsTheSameCode() {
        var person = Person.registered();
        var key = UUID.randomUUID().toString();
        var start = Map.of("method", "WIFI", "deviceType", "thermostat");

        String first =
                person.app()
                        .header("Idempotency-Key", key)
                        .body(start)
                        .post("/v1/pairings")
                        .path("code");

        person.app()
                .header("Idempotency-Key", key)
                .body(start)
                .post("/v1/pairings")
                .then()
                .statusCode(201)
                .body("code", equalTo(first));
        person.app()
                .header("Idempotency-Key", key)
                .body(Map.of("method", "WIFI", "deviceType", "camera"))
                .post("/v1/pairings")
                .then()
                .statusCode(422);
        assertThat(person.rows("pairing")).isEqualTo(1);
    }

    private static ValidatableResponse claimWithKey(String code, String key) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(claim())
                .post("/v1/pairings/{code}/claim", code)
                .then();
    }

    @Test
    @Tag("I-3")
    void nobodyClaimsForAPersonWhoIsErased() {
        var person = Person.registered();
        var code = person.code("thermostat");

        person.erase();
        person.awaitTombstone();

        int status = claim(code, claim()).extract().statusCode();
        // Gone with the rows, or refused by the tombstone, whichever the call meets first.
        assertThat(status).isIn(404, 410);
        assertThat(person.rows("device")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"method\":\"WIFI\"}",
                "{\"deviceType\":\"thermostat\"}",
                "{\"method\":\"NFC\",\"deviceType\":\"thermostat\"}",
                "{\"method\":\"WIFI\",\"deviceType\":\"toaster'; DROP TABLE pairing\"}",
                "{\"method\":\"WIFI\",\"deviceType\":7}",
                "{\"method\":\"WIFI\",\"deviceType\":\"thermostat\",\"more\":1}",
                "{\"method\":0,\"deviceType\":\"thermostat\"}"
            })
    void aStartThatIsNotValidIsRefused(String body) {
        var person = Person.registered();

        person.app()
                .body(body)
                .post("/v1/pairings")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        assertThat(person.rows("pairing")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "serialNumber, ''",
        "serialNumber, NULL",
        "deviceType, toaster",
        "deviceType, NULL",
        "firmwareVersion, ''",
        "firmwareVersion, NULL",
        "macAddress, aa:bb:cc:dd:ee",
        "macAddress, <b>aa</b>",
        "macAddress, NULL",
    })
    void aClaimThatIsNotValidIsRefusedAndTheCodeStaysGood(String field, String value) {
        var person = Person.registered();
        var code = person.code("thermostat");
        var body = claim();
        body.put(field, "NULL".equals(value) ? null : value);

        claim(code, body).statusCode(400).body("violations.field", hasItem(field));

        assertThat(person.rows("device")).isZero();
        claim(code, claim()).statusCode(201);
    }

    @Test
    void startingNeedsTheTokenOfAPerson() {
        var start = Map.of("method", "WIFI", "deviceType", "thermostat");
        given().contentType(ContentType.JSON)
                .body(start)
                .post("/v1/pairings")
                .then()
                .statusCode(401);
        var device = Person.registered().pair("thermostat");

        device.call().body(start).post("/v1/pairings").then().statusCode(401);
    }
}
