package com.bestqi.device.usage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.device.Person;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("AU-2")
class UsageResourceTest {
    private static final String PATH = "/v1/usage-events";
    private static final String ID = "6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11";

    @Inject Clock clock;

    private static Map<String, Object> event(Instant at, String kind, String target) {
        return Map.of("at", at.toString(), "kind", kind, "target", target);
    }

    private static Map<String, Object> body(UUID phone, Object... events) {
        return Map.of("installationId", phone, "events", events);
    }

    private static ValidatableResponse post(Person person, Object... events) {
        return person.app().body(body(UUID.randomUUID(), events)).post(PATH).then();
    }

    @Test
    @Tag("PU-4b")
    void withAnalyticsEventsAreKeptWithThePersonAndTheirTargetsAsCiphertext() {
        var person = Person.registered().grant("analytics");
        var now = clock.instant();
        var canary = "canary-" + UUID.randomUUID();

        post(person, event(now, "VISIT", canary), event(now, "MESSAGE_SENT", canary))
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .body("accepted", equalTo(2))
                .body("aggregated", equalTo(0))
                .body("refused", empty())
                .body("duplicates", equalTo(0));

        assertThat(person.rows("usage_event")).isEqualTo(2);
        assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/subjects/{id}/export", person.id())
                .then()
                .statusCode(200)
                .body(containsString(canary));
    }

    @Test
    @Tag("AU-4")
    @Tag("I-7")
    void withoutAnalyticsEventsAreCountedAndNobodyIsNamed() {
        var person = Person.registered().grant("diagnostics");
        var canary = "canary-" + UUID.randomUUID();
        long before = counted("DOWNLOAD", "manual");
        long others = counted("DOWNLOAD", "other");

        post(
                        person,
                        event(clock.instant(), "DOWNLOAD", "manual/" + canary),
                        event(clock.instant(), "DOWNLOAD", "manual"),
                        event(clock.instant(), "DOWNLOAD", canary))
                .statusCode(202)
                .body("accepted", equalTo(3))
                .body("aggregated", equalTo(3))
                .body("refused", empty());

        assertThat(counted("DOWNLOAD", "manual")).isEqualTo(before + 2);
        assertThat(counted("DOWNLOAD", "other")).isEqualTo(others + 1);
        assertThat(person.rows("usage_event")).isZero();
        assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
    }

    private static long counted(String kind, String target) {
        return Person.database()
                .first(
                        "SELECT coalesce(sum(events), 0) AS n FROM usage_count"
                                + " WHERE kind = ? AND target = ?",
                        rows -> rows.getLong("n"),
                        kind,
                        target)
                .orElseThrow();
    }

    @Test
    @Tag("PM-8")
    void theSwitchCountsAtTheTimeOfTheEventAndNow() {
        var person = Person.registered();
        var now = clock.instant();
        person.grantSince(now.minus(Duration.ofHours(1)), "analytics");

        post(
                        person,
                        event(now.minus(Duration.ofMinutes(30)), "CLICK", "home"),
                        event(now.minus(Duration.ofMinutes(90)), "CLICK", "home"))
                .body("accepted", equalTo(2))
                .body("aggregated", equalTo(1));
        person.withdraw("analytics");
        post(person, event(now.minus(Duration.ofMinutes(20)), "CLICK", "home"))
                .body("accepted", equalTo(1))
                .body("aggregated", equalTo(1));

        assertThat(person.rows("usage_event")).isEqualTo(1);
    }

    @Test
    @Tag("PM-8")
    @Tag("I-7")
    void whatHappenedAfterTheWithdrawalButArrivedBeforeIsNotKept() {
        var person = Person.registered().grant("analytics");
        var now = clock.instant();
        post(
                        person,
                        event(now, "VISIT", "home"),
                        event(now.plus(Duration.ofMinutes(4)), "VISIT", "scenes"))
                .body("accepted", equalTo(2));

        person.withdrawAt(now.plusSeconds(1), "analytics");

        assertThat(person.rows("usage_event")).isEqualTo(1);
    }

    @Test
    void anEventToldTwiceIsKeptOnceAndAnotherTargetOfTheSameMomentIsNone() {
        var person = Person.registered().grant("analytics");
        var phone = UUID.randomUUID();
        var now = clock.instant();
        var batch = body(phone, event(now, "CLICK", "home"), event(now, "CLICK", "scenes"));

        person.app().body(batch).post(PATH).then().body("accepted", equalTo(2));
        person.app()
                .body(batch)
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("duplicates", equalTo(2));

        assertThat(person.rows("usage_event")).isEqualTo(2);
    }

    @Test
    @Tag("F16")
    void aCallRepeatedWithItsKeyIsCountedOnce() {
        var person = Person.registered();
        var batch = body(UUID.randomUUID(), event(clock.instant(), "DOWNLOAD", "export"));
        long before = counted("DOWNLOAD", "export");
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            person.app()
                    .header("Idempotency-Key", key)
                    .body(batch)
                    .post(PATH)
                    .then()
                    .statusCode(202)
                    .body("aggregated", equalTo(1));
        }

        assertThat(counted("DOWNLOAD", "export")).isEqualTo(before + 1);
    }

    @Test
    @Tag("F6")
    void manyCountTheSameAtOnceAndNoneIsLost() throws Exception {
        var person = Person.registered();
        long visits = counted("VISIT", "rooms");
        long clicks = counted("CLICK", "rooms");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                // In turn in the other order: each batch must take its rows in the same one.
                var kinds = i % 2 == 0 ? List.of("VISIT", "CLICK") : List.of("CLICK", "VISIT");
                threads.submit(() ->
                        post(
                                        person,
                                        event(clock.instant(), kinds.get(0), "rooms"),
                                        event(clock.instant(), kinds.get(1), "rooms"))
                                .statusCode(202)
                                .body("aggregated", equalTo(2)));
            }
        }

        assertThat(counted("VISIT", "rooms")).isEqualTo(visits + 20);
        assertThat(counted("CLICK", "rooms")).isEqualTo(clicks + 20);
    }

    @Test
    void eventsAreRefusedOneByOne() {
        var person = Person.registered().grant("analytics");
        var now = clock.instant();

        post(
                        person,
                        event(now.plus(Duration.ofMinutes(6)), "VISIT", "home"),
                        event(now.minus(Duration.ofDays(31)), "VISIT", "home"),
                        event(now, "SWIPE", "home"),
                        event(now, "visit", "home"),
                        event(now, "VISIT", " "),
                        event(now, "VISIT", "x".repeat(201)),
                        Map.of("kind", "VISIT", "target", "home"),
                        Map.of("at", "yesterday", "kind", "VISIT", "target", "home"),
                        event(now, "VISIT", "x".repeat(200)))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("refused.index", contains(0, 1, 2, 3, 4, 5, 6, 7))
                .body(
                        "refused.reason",
                        contains(
                                "clock-skew",
                                "too-old",
                                "malformed",
                                "malformed",
                                "malformed",
                                "out-of-range",
                                "malformed",
                                "malformed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"installationId\":\"x\",\"events\":[]}",
                "{\"events\":[]}",
                "{\"installationId\":\"" + ID + "\"}",
                "{\"installationId\":\"" + ID + "\",\"events\":[null]}",
                "{\"installationId\":\"" + ID + "\",\"events\":[{\"kind\":7}]}",
                "{\"installationId\":\"" + ID + "\",\"events\":[{\"user\":\"anna\"}]}",
                "{\"installationId\":\"" + ID + "\",\"events\":[],\"more\":1}",
                "{\"installationId\":\"" + ID + "\",\"events\":[{"
            })
    void aBodyThatIsNoBatchIsRefusedAsAWhole(String body) {
        Person.registered()
                .app()
                .body(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void tooManyAtOnceAreRefusedAndAsManyAsMayBeAreTaken() {
        var person = Person.registered().grant("analytics");
        var event = event(clock.instant(), "VISIT", "home");

        post(person, Collections.nCopies(1_001, event).toArray())
                .statusCode(413)
                .contentType("application/problem+json");
        post(person, Collections.nCopies(1_000, event).toArray())
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(999));
        post(person).statusCode(202).body("accepted", equalTo(0));
    }

    @Test
    @Tag("SE-1")
    void onlyThePersonMayTellWithTheirOwnPhone() {
        var owner = Person.registered();
        var other = Person.registered();
        var phone = UUID.randomUUID();
        Person.putPhone(owner, phone);
        var batch = body(phone, event(clock.instant(), "VISIT", "home"));

        other.app().body(batch).post(PATH).then().statusCode(404);
        given().contentType(ContentType.JSON).body(batch).post(PATH).then().statusCode(401);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(Tokens.staff("privacy-officer"))
                .body(batch)
                .post(PATH)
                .then()
                .statusCode(403);
        var device = owner.pair("thermostat");
        device.call().body(batch).post(PATH).then().statusCode(401);
        owner.app().body(batch).post(PATH).then().statusCode(202);
    }
}
