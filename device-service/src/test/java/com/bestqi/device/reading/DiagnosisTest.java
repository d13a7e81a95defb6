package com.bestqi.device.reading;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.device.Person;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PU-4a")
class DiagnosisTest {
    private final Clock clock;

    DiagnosisTest(Clock clock) {
        this.clock = clock;
    }

    private static ValidatableResponse diagnose(UUID accountId, UUID deviceId) {
        return given().auth().oauth2(Tokens.service()).get(path(accountId, deviceId)).then();
    }

    private static String path(UUID accountId, UUID deviceId) {
        return "/internal/subjects/" + accountId + "/devices/" + deviceId + "/diagnosis";
    }

    private Map<String, Object> reading(String type, double value) {
        return Map.of("at", clock.instant().toString(), "type", type, "value", value);
    }

    @Test
    @Tag("SD-1")
    void itShowsTheLastDayOfOneDeviceWithoutWhatIsSensitive() {
        var person = Person.registered().grant("sensitive.health");
        var thermostat = person.pair("thermostat");
        var band = person.pair("fitness-band");
        thermostat.post(reading("temperature", 20)).body("accepted", equalTo(1));
        band.post(reading("heart-rate", 70)).body("accepted", equalTo(1));

        diagnose(person.id(), thermostat.id())
                .statusCode(200)
                .body("deviceType", equalTo("thermostat"))
                .body("readings.type", contains("temperature"));
        diagnose(person.id(), band.id()).statusCode(200).body("readings", hasSize(0));
    }

    @Test
    @Tag("SE-1")
    @Tag("RI-4")
    void nobodyElsesNotForTheAppAndNotUnderRestriction() {
        var person = Person.registered();
        var device = person.pair("thermostat");
        var other = Person.registered();

        diagnose(other.id(), device.id()).statusCode(404);
        diagnose(person.id(), UUID.randomUUID()).statusCode(404);
        given().get(path(person.id(), device.id())).then().statusCode(401);
        person.app().get(path(person.id(), device.id())).then().statusCode(403);
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> diagnose(person.id(), device.id()).extract().statusCode() == 423);
    }
}
