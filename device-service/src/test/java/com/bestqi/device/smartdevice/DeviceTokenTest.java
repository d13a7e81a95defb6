package com.bestqi.device.smartdevice;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class DeviceTokenTest {
    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static ValidatableResponse report(Device device, String token) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"readings\":[]}")
                .post("/v1/devices/{id}/readings", device.id())
                .then();
    }

    private static ValidatableResponse renew(Device device) {
        return device.call().post("/v1/devices/{id}/token", device.id()).then();
    }

    @Test
    void aTokenEndsAfterADayAndIsChangedForANewOne() {
        var device = Person.registered().pair("thermostat");
        clock.move(Duration.ofHours(24).plusSeconds(11));
        report(device, device.token())
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json");

        String renewed =
                renew(device)
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("expiresAt", notNullValue())
                        .extract()
                        .path("deviceToken");

        report(device, renewed).statusCode(202);
    }

    @Test
    @Tag("DV-1")
    void aDeviceSaysWhichFirmwareItHasAndThePersonSeesWhetherThereIsANewer() {
        var person = Person.registered();
        var device = person.pair("air-purifier");
        person.app()
                .get("/v1/devices/{id}", device.id())
                .then()
                .body("firmwareVersion", equalTo("1.2.3"))
                .body("update.available", equalTo(true))
                .body("update.version", equalTo("2.0.0"));

        device.call()
                .body("{\"firmwareVersion\":\"2.0\"}")
                .post("/v1/devices/{id}/token", device.id())
                .then()
                .statusCode(200);

        person.app()
                .get("/v1/devices/{id}", device.id())
                .then()
                .body("firmwareVersion", equalTo("2.0"))
                .body("update.available", equalTo(false))
                .body("update", not(hasKey("version")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{}",
                "{\"firmwareVersion\":1}",
                "{\"firmwareVersion\":\" \"}",
                "{\"firmwareVersion\":\"1\\n2\"}",
                "{\"firmwareVersion\":\"123456789012345678901234567890123456789012345678901\"}",
                "{\"firmwareVersion\":\"2\",\"more\":1}"
            })
    void aFirmwareThatIsNoneIsRefused(String body) {
        var device = Person.registered().pair("thermostat");

        device.call()
                .body(body)
                .post("/v1/devices/{id}/token", device.id())
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    @Tag("RI-4")
    void underRestrictionWhatADeviceSaysOfItselfIsNotNoted() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20)).until(() -> restricted(person));

        device.call()
                .body("{\"firmwareVersion\":\"2.0\"}")
                .post("/v1/devices/{id}/token", device.id())
                .then()
                .statusCode(200);

        person.app()
                .get("/v1/devices/{id}", device.id())
                .then()
                .body("firmwareVersion", equalTo("1.2.3"));
    }

    private static boolean restricted(Person person) {
        return Person.database()
                .first(
                        "SELECT restriction <> '[]' AS restricted FROM data_subject"
                                + " WHERE account_id = ?",
                        rows -> rows.getBoolean("restricted"),
                        person.id())
                .orElseThrow();
    }

    @Test
    void aTokenThatEndedLongAgoIsWorthNothing() {
        var device = Person.registered().pair("thermostat");

        clock.move(Duration.ofDays(31).plusSeconds(1));

        renew(device).statusCode(401);
    }

    @Test
    void aTokenOfAnEarlierGenerationIsWorthNothing() {
        var device = Person.registered().pair("thermostat");
        Person.database()
                .update(
                        "UPDATE device SET credential_generation = 2 WHERE device_id = ?",
                        device.id());

        report(device, device.token()).statusCode(401);
        renew(device).statusCode(401);
    }

    @Test
    void aTokenOpensThePathOfItsOwnDeviceAlone() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = person.pair("thermostat");

        report(other, device.token()).statusCode(404);
        given().header("Authorization", "Bearer " + device.token())
                .post("/v1/devices/{id}/token", other.id())
                .then()
                .statusCode(404);
    }

    @Test
    void onlyADeviceTokenOfOursIsOne() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var payload = payload(device.token());

        report(device, Tokens.user(person.id())).statusCode(401);
        report(device, Tokens.service()).statusCode(401);
        report(device, ParticipantKeys.sign("consent", "device-token+jwt", payload))
                .statusCode(401);
        report(device, ParticipantKeys.sign("device", "outcome+jws", payload)).statusCode(401);
        report(device, unsigned(payload)).statusCode(401);
        report(device, device.token().substring(0, device.token().length() - 4) + "AAAA")
                .statusCode(401);
        report(device, "nonsense").statusCode(401);
        report(device, ParticipantKeys.sign("device", "device-token+jwt", "{}")).statusCode(401);
        given().contentType("application/json")
                .body("{\"readings\":[]}")
                .post("/v1/devices/{id}/readings", device.id())
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        report(device, device.token()).statusCode(202);
        assertThat(person.rows("reading")).isZero();
    }

    private static String payload(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
    }

    private static String unsigned(String payload) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var header = "{\"alg\":\"none\",\"typ\":\"device-token+jwt\",\"kid\":\"device-1\"}";
        return encoder.encodeToString(header.getBytes(UTF_8))
                + "."
                + encoder.encodeToString(payload.getBytes(UTF_8))
                + ".";
    }
}
