package com.bestqi.consent.permission;

import static com.bestqi.consent.Persons.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.bestqi.consent.Persons;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.PrivacySignalGiven;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PU-4b")
class PrivacySignalTest {
    private static final String GRANT = "{\"granted\": true, \"notice\": \"analytics@1\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/consents",
                "/v1/consents/history",
                "/v1/consents/analytics/receipt",
                "/v1/consents/history?limit=0"
            })
    void theSignalOnAnyReadTurnsAnalyticsOff(String path) {
        var person = withAnalytics();

        as(person).header("Sec-GPC", "1").get(path);

        isOff(person);
        as(person)
                .get("/v1/consents/history")
                .then()
                .body("items[0].cause", equalTo("privacy-signal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"granted\": true}", "{", "{\"granted\": 1}"})
    void theSignalOnAnyChangeTurnsAnalyticsOffEvenWhenThatIsRefused(String body) {
        var person = withAnalytics();

        as(person).header("Sec-GPC", "1").body(body).put("/v1/consents/geofence");

        isOff(person);
    }

    @Test
    void aGrantThatComesWithTheSignalDoesNotCount() {
        var person = withAnalytics();

        as(person)
                .header("Sec-GPC", "1")
                .body(GRANT)
                .put("/v1/consents/analytics")
                .then()
                .statusCode(200)
                .body("granted", is(false))
                .body("revision", equalTo(2));

        isOff(person);
    }

    @Test
    void aLaterGrantWithoutTheSignalCounts() {
        var person = withAnalytics();
        as(person).header("Sec-GPC", "1").get("/v1/consents");

        as(person)
                .body(GRANT)
                .put("/v1/consents/analytics")
                .then()
                .statusCode(200)
                .body("granted", is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "true", "11"})
    void anyOtherValueSaysNothing(String value) {
        var person = withAnalytics();

        as(person)
                .header("Sec-GPC", value)
                .get("/v1/consents")
                .then()
                .body("revision", equalTo(1))
                .body("items.find { it.key == 'analytics' }.granted", is(true));
    }

    @Test
    void theSignalTouchesNothingElse() {
        var person = withAnalytics();
        as(person).body("{\"granted\": true}").put("/v1/consents/camera");

        as(person)
                .header("Sec-GPC", "1")
                .get("/v1/consents")
                .then()
                .body("revision", equalTo(3))
                .body("items.findAll { it.granted }.key", equalTo(java.util.List.of("camera")));
    }

    @Test
    void theSignalOnACallToAnotherServiceTurnsItOff() {
        var person = withAnalytics();

        Bus.publish(new PrivacySignalGiven(person, Instant.now().plusSeconds(1)));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> isOff(person));
        as(person)
                .get("/v1/consents/history")
                .then()
                .body("items[0].cause", equalTo("privacy-signal"));
    }

    @Test
    void aSignalOfAnotherServiceFromBeforeTheGrantComesTooLate() {
        var person = withAnalytics();
        var other = withAnalytics();

        Bus.publish(new PrivacySignalGiven(UUID.randomUUID(), Instant.now()));
        Bus.publish(new PrivacySignalGiven(person, Instant.now().minusSeconds(60)));
        Bus.publish(new PrivacySignalGiven(person, Instant.now().minusSeconds(60)));
        Bus.publish(new PrivacySignalGiven(other, Instant.now().plusSeconds(1)));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> isOff(other));
        as(person)
                .get("/v1/consents")
                .then()
                .body("items.find { it.key == 'analytics' }.granted", is(true));
    }

    @Test
    void theEventOfAnotherServiceIsReadAsTheGoldenFileSays() throws Exception {
        try (var file =
                PrivacySignalTest.class.getResourceAsStream("/golden/PrivacySignalGiven.json")) {
            var golden = new String(file.readAllBytes(), UTF_8);

            var read =
                    EventJson.read(
                            golden.replace("{", "{\"later\":1,").getBytes(UTF_8),
                            PrivacySignalGiven.class);

            assertThat(EventJson.write(read)).isEqualTo(golden.strip());
        }
    }

    private static UUID withAnalytics() {
        var person = Persons.registered();
        as(person).body(GRANT).put("/v1/consents/analytics").then().statusCode(200);
        return person;
    }

    private static void isOff(UUID person) {
        as(person)
                .get("/v1/consents")
                .then()
                .body("revision", equalTo(2))
                .body("items.find { it.key == 'analytics' }.granted", is(false));
    }
}
