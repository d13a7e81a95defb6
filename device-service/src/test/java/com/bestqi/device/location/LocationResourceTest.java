package com.bestqi.device.location;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.device.Person;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class LocationResourceTest {
    @Inject Clock clock;

    private static Map<String, Object> sample(Instant at, String precision) {
        return Map.of(
                "at",
                at.toString(),
                "latitude",
                48.2084912,
                "longitude",
                16.3720845,
                "accuracy",
                4.5,
                "precision",
                precision);
    }

    private static ValidatableResponse post(Person person, UUID phone, Object... samples) {
        return person.app()
                .body(Map.of("installationId", phone, "samples", samples))
                .post("/v1/locations")
                .then();
    }

    private static ValidatableResponse post(Person person, Object... samples) {
        return post(person, UUID.randomUUID(), samples);
    }

    @Test
    @Tag("PM-1")
    @Tag("I-7")
    void withoutASwitchNoPositionIsKept() {
        var person = Person.registered().grant("geofence", "diagnostics");
        var now = clock.instant();

        post(person, sample(now, "PRECISE"), sample(now, "COARSE"))
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("coarsened", equalTo(0))
                .body("refused.index", contains(0, 1))
                .body("refused.reason", contains("no-consent", "no-consent"));
        assertThat(person.rows("location")).isZero();
    }

    @Test
    @Tag("PM-1")
    void aPreciseSampleUnderCoarseConsentIsCoarsenedOnArrival() {
        var person = Person.registered().grant("location.coarse");

        post(person, sample(clock.instant(), "PRECISE"))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("coarsened", equalTo(1))
                .body("refused", empty());

        person.app()
                .get("/v1/locations")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].precision", equalTo("COARSE"))
                .body("items[0].latitude", equalTo(48.21f))
                .body("items[0].longitude", equalTo(16.38f))
                .body("items[0].accuracy", equalTo(1000.0f));
    }

    @Test
    @Tag("PM-1")
    void aPreciseSampleUnderPreciseConsentStaysPrecise() {
        var person = Person.registered().grant("location.precise");
        var phone = UUID.randomUUID();
        var at = clock.instant();

        post(person, phone, sample(at, "PRECISE"))
                .body("accepted", equalTo(1))
                .body("coarsened", equalTo(0));

        person.app()
                .get("/v1/locations")
                .then()
                .body("items[0].precision", equalTo("PRECISE"))
                .body("items[0].latitude", equalTo(48.2084912f))
                .body("items[0].longitude", equalTo(16.3720845f))
                .body("items[0].accuracy", equalTo(4.5f))
                .body("items[0].at", equalTo(at.toString()))
                .body("items[0].installationId", equalTo(phone.toString()));
    }

    @Test
    @Tag("PM-1")
    void whatCallsItselfCoarseIsCoarse() {
        var person = Person.registered().grant("location.precise");

        post(person, sample(clock.instant(), "COARSE"))
                .body("accepted", equalTo(1))
                .body("coarsened", equalTo(0));

        person.app().get("/v1/locations").then().body("items[0].latitude", equalTo(48.21f));
    }

    @Test
    @Tag("PM-1")
    @Tag("PM-8")
    void theSwitchCountsAtTheTimeOfTheSample() {
        var person = Person.registered();
        var now = clock.instant();
        person.grantSince(now.minus(Duration.ofHours(2)), "location.coarse");
        person.grantSince(now.minus(Duration.ofHours(1)), "location.precise");

        post(
                        person,
                        sample(now.minus(Duration.ofMinutes(30)), "PRECISE"),
                        sample(now.minus(Duration.ofMinutes(90)), "PRECISE"),
                        sample(now.minus(Duration.ofMinutes(150)), "PRECISE"))
                .body("accepted", equalTo(2))
                .body("coarsened", equalTo(1))
                .body("refused.index", contains(2));
    }

    @Test
    void samplesAreRefusedOneByOne() {
        var person = Person.registered().grant("location.precise");
        var now = clock.instant();

        post(
                        person,
                        sample(now.plus(Duration.ofMinutes(6)), "PRECISE"),
                        sample(now.minus(Duration.ofDays(31)), "PRECISE"),
                        replace(sample(now, "PRECISE"), "latitude", 91),
                        replace(sample(now, "PRECISE"), "longitude", -181),
                        replace(sample(now, "PRECISE"), "accuracy", -1),
                        replace(sample(now, "PRECISE"), "precision", "' OR 1=1"),
                        replace(sample(now, "PRECISE"), "at", "<now>"),
                        Map.of("at", now.toString(), "precision", "PRECISE"),
                        sample(now, "PRECISE"))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body(
                        "refused.reason",
                        contains(
                                "clock-skew",
                                "too-old",
                                "out-of-range",
                                "out-of-range",
                                "out-of-range",
                                "malformed",
                                "malformed",
                                "malformed"));
    }

    private static Map<String, Object> replace(
            Map<String, Object> sample, String field, Object value) {
        var other = new HashMap<>(sample);
        other.put(field, value);
        return other;
    }

    @Test
    @Tag("G8")
    void aSampleToldTwiceIsStoredOnce() {
        var person = Person.registered().grant("location.precise");
        var phone = UUID.randomUUID();
        var sample = sample(clock.instant(), "PRECISE");

        post(person, phone, sample).body("accepted", equalTo(1));
        post(person, phone, sample).body("accepted", equalTo(0)).body("duplicates", equalTo(1));

        assertThat(person.rows("location")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"installationId\":\"x\",\"samples\":[]}",
                "{\"samples\":[]}",
                "{\"installationId\":\"6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11\"}",
                "{\"installationId\":\"6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11\",\"samples\":[null]}",
                "{\"installationId\":\"6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11\",\"samples\":[{\"latitude\":\"1\"}]}",
                "{\"installationId\":\"6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11\",\"samples\":[{\"latitude\":NaN}]}",
                "{\"installationId\":\"6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11\",\"samples\":[{\"speed\":1}]}",
                "{\"installationId\":\"6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11\",\"samples\":[],\"more\":1}"
            })
    void aBodyOfWrongTypesIsRefusedAsAWhole(String body) {
        Person.registered()
                .app()
                .body(body)
                .post("/v1/locations")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aThousandSamplesFitAndOneMoreDoesNot() {
        var person = Person.registered().grant("location.coarse");
        var start = clock.instant();
        var samples = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 1_000; i++) {
            samples.add(sample(start.minusSeconds(i), "COARSE"));
        }

        post(person, samples.toArray()).statusCode(202).body("accepted", equalTo(1_000));

        samples.add(sample(start.plusSeconds(1), "COARSE"));
        post(person, samples.toArray()).statusCode(413);
        assertThat(person.rows("location")).isEqualTo(1_000);
    }

    @Test
    void thePagesOfTheListShowEachOnceNewestFirst() {
        var person = Person.registered().grant("location.precise");
        var at = clock.instant();
        // Two phones at the same time, so that the time alone does not tell rows apart.
        for (var phone : List.of(UUID.randomUUID(), UUID.randomUUID())) {
            post(
                            person,
                            phone,
                            sample(at, "PRECISE"),
                            sample(at, "COARSE"),
                            sample(at.minusSeconds(1), "PRECISE"))
                    .body("accepted", equalTo(3));
        }
        var seen = new ArrayList<String>();
        var times = new ArrayList<String>();
        String cursor = null;

        do {
            var call = person.app().queryParam("limit", 1);
            var page =
                    (cursor == null ? call : call.queryParam("cursor", cursor))
                            .get("/v1/locations")
                            .then()
                            .statusCode(200)
                            .extract();
            times.addAll(page.<List<String>>path("items.at"));
            seen.add(
                    page.path("items[0].at")
                            + page.<String>path("items[0].installationId")
                            + page.<String>path("items[0].precision"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        assertThat(times).isSortedAccordingTo(Collections.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "MTIz", "MSB4", "MSB4IFBSRUNJU0U"})
    void aCursorThatNobodyGaveOutIsRefused(String cursor) {
        Person.registered()
                .app()
                .queryParam("cursor", cursor)
                .get("/v1/locations")
                .then()
                .statusCode(400);
    }

    @Test
    @Tag("I-11")
    void onesOwnPositionsAndNobodyElses() {
        var person = Person.registered().grant("location.precise");
        post(person, sample(clock.instant(), "PRECISE")).body("accepted", equalTo(1));

        Person.registered().app().get("/v1/locations").then().body("items", empty());
        given().get("/v1/locations").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .post("/v1/locations")
                .then()
                .statusCode(401);
    }

    @Test
    @Tag("SE-1")
    void anotherPersonsPhoneIsNotFound() {
        var owner = Person.registered();
        var phone = UUID.randomUUID();
        owner.app()
                .body(
                        Map.of(
                                "model",
                                "m",
                                "os",
                                "IOS",
                                "osVersion",
                                "1",
                                "appVersion",
                                "1",
                                "softwareVersion",
                                "1",
                                "language",
                                "en",
                                "network",
                                Map.of("type", "NONE")))
                .put("/v1/phones/{id}", phone)
                .then()
                .statusCode(200);
        var other = Person.registered().grant("location.precise");

        post(other, phone, sample(clock.instant(), "PRECISE")).statusCode(404);
        assertThat(other.rows("location")).isZero();
    }

    @Test
    @Tag("I-9")
    @Tag("SE-4")
    void coordinatesAreCiphertext() {
        var person = Person.registered().grant("location.precise");

        post(person, sample(clock.instant(), "PRECISE")).body("accepted", equalTo(1));

        assertThat(CanarySearch.find(Person.database(), "48.2084912")).isEmpty();
        assertThat(CanarySearch.find(Person.database(), "16.3720845")).isEmpty();
    }

    @Test
    void aRepeatedCallWithItsKeyGetsTheFirstAnswer() {
        var person = Person.registered().grant("location.precise");
        var body =
                Map.of(
                        "installationId",
                        UUID.randomUUID(),
                        "samples",
                        List.of(sample(clock.instant(), "PRECISE")));
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            person.app()
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/v1/locations")
                    .then()
                    .statusCode(202)
                    .body("accepted", equalTo(1));
        }
    }
}
