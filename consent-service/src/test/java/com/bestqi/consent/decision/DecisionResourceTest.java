package com.bestqi.consent.decision;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-7")
class DecisionResourceTest {
    @Inject Subjects subjects;
    @Inject Database database;
    @Inject SubjectKeys keys;

    @Test
    @Tag("SD-2")
    void aSwitchNeverTouchedIsNo() {
        var person = Persons.registered();

        asked(person, Map.of("key", "sensitive.health"))
                .statusCode(200)
                .body("permitted", equalTo(false))
                .body("reason", equalTo("not-granted"))
                .body("revision", equalTo(0));
    }

    @Test
    void aGrantIsYesFromThenOnAndAWithdrawalIsNo() {
        var person = Persons.registered();

        put(person, "camera", true);
        asked(person, Map.of("key", "camera", "accountId", person))
                .statusCode(200)
                .body("permitted", equalTo(true))
                .body("reason", equalTo("granted"))
                .body("revision", equalTo(1));
        asked(person, Map.of("key", "storage")).body("permitted", equalTo(false));

        put(person, "camera", false);
        asked(person, Map.of("key", "camera"))
                .body("permitted", equalTo(false))
                .body("reason", equalTo("not-granted"))
                .body("revision", equalTo(2));
    }

    @Test
    @Tag("PM-8")
    void thePastIsAnsweredFromTheLedger() {
        var person = Persons.registered();
        var before = Instant.now().minusSeconds(5);
        var on = Instant.parse(put(person, "camera", true).extract().path("since"));
        put(person, "storage", true);
        var off = Instant.parse(put(person, "camera", false).extract().path("since"));

        at(person, before).body("permitted", equalTo(false)).body("revision", equalTo(0));
        at(person, on).body("permitted", equalTo(true)).body("revision", equalTo(1));
        at(person, off.minusNanos(1_000))
                .body("permitted", equalTo(true))
                .body("revision", equalTo(2));
        at(person, off).body("permitted", equalTo(false)).body("revision", equalTo(3));
        at(person, Instant.parse("1970-01-01T00:00:00Z")).body("permitted", equalTo(false));
    }

    private static ValidatableResponse at(UUID person, Instant at) {
        return asked(person, Map.of("key", "camera", "at", at.toString())).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31T23:59:59Z, 400",
        "1066-10-14T09:00:00Z, 400",
        "2199-01-01T00:00:00Z, 422",
        "9999-01-01T00:00:00Z, 400",
        "yesterday, 400",
        "2026-11-22, 400"
    })
    void timesThatMakeNoSenseAreRefused(String at, int status) {
        asked(Persons.registered(), Map.of("key", "camera", "at", at))
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"key\": null}",
                "{\"key\": \"\"}",
                "{\"key\": \"telepathy\"}",
                "{\"key\": \"Camera\"}",
                "{\"key\": 7}",
                "{\"key\": \"camera\", \"at\": 1700000000}",
                "{\"key\": \"camera\", \"accountId\": \"me\"}",
                "{\"key\": \"camera\", \"granted\": true}",
                "[]",
                "{"
            })
    void brokenQuestionsAreRefused(String body) {
        as(Persons.registered())
                .body(body)
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:bad-request"));
    }

    @Test
    @Tag("SE-1")
    void nobodyAsksAboutSomebodyElse() {
        var person = Persons.registered();
        var other = Persons.registered();
        put(other, "camera", true);

        asked(person, Map.of("key", "camera", "accountId", other))
                .statusCode(404)
                .body("permitted", nullValue());
        asked(person, Map.of("key", "camera", "accountId", UUID.randomUUID())).statusCode(404);
    }

    @Test
    @Tag("SE-1")
    void onlyPersonsAndServicesAsk() {
        var body = "{\"key\": \"camera\"}";

        given().contentType("application/json")
                .body(body)
                .post("/v1/decisions")
                .then()
                .statusCode(401);
        for (var role : List.of("support-agent", "privacy-officer", "policy-editor", "auditor")) {
            with(Tokens.staff(role), Map.of("key", "camera")).statusCode(403);
        }
        with(Tokens.expired(UUID.randomUUID()), Map.of("key", "camera")).statusCode(401);
    }

    @Test
    @Tag("I-10")
    void aServiceNamesTheAccountAndLeavesAnEntry() {
        var person = Persons.registered();
        put(person, "camera", true);
        var service = UUID.randomUUID();
        var token = Tokens.with(service, List.of("service"), Map.of());

        with(token, Map.of("key", "camera", "accountId", person))
                .statusCode(200)
                .body("permitted", equalTo(true));
        with(token, Map.of("key", "camera")).statusCode(400);
        with(token, Map.of("key", "camera", "accountId", UUID.randomUUID()))
                .statusCode(503)
                .body("type", equalTo("urn:problem:account-not-ready"));

        assertThat(entries("actor = ?", service.toString()))
                .containsExactly(
                        "POST /v1/decisions KEYED 200 RI-7",
                        "POST /v1/decisions NONE 400 RI-7",
                        "POST /v1/decisions KEYLESS 503 RI-7");
    }

    @Test
    @Tag("I-10")
    void aPersonWhoAsksAboutThemselfLeavesNone() {
        var person = Persons.registered();

        asked(person, Map.of("key", "camera")).statusCode(200);

        assertThat(entries("encode(subject, 'hex') = ?", hex(person))).isEmpty();
    }

    private String hex(UUID person) {
        return java.util.HexFormat.of().formatHex(keys.pseudonym(person).orElseThrow());
    }

    private List<String> entries(String condition, String value) {
        return database.query(
                "SELECT action || ' ' || subject_state || ' ' || outcome || ' ' || purpose AS said"
                        + " FROM (SELECT actor, action, subject_state, subject, outcome, purpose, 0 AS"
                        + " place, sequence AS n FROM audit_entry UNION ALL SELECT actor, action,"
                        + " subject_state, subject, outcome, purpose, 1, id FROM audit_pending) AS e"
                        + " WHERE "
                        + condition
                        + " ORDER BY place, n",
                rows -> rows.getString("said"),
                value);
    }

    @Test
    @Tag("RI-4")
    void aRestrictionSaysNoToWhatItCovers() {
        var person = Persons.registered();
        put(person, "camera", true);
        put(person, "location.coarse", true);

        Bus.publish(Restrictions.of(person, 1, Set.of("location"), Set.of()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person).restrictions().isEmpty());

        asked(person, Map.of("key", "location.coarse"))
                .statusCode(200)
                .body("permitted", equalTo(false))
                .body("reason", equalTo("restricted"));
        asked(person, Map.of("key", "location.coarse", "at", Instant.now().toString()))
                .body("reason", equalTo("restricted"));
        asked(person, Map.of("key", "camera")).body("permitted", equalTo(true));
    }

    private static ValidatableResponse asked(UUID person, Map<String, Object> question) {
        return with(Tokens.user(person), question);
    }

    private static ValidatableResponse with(String token, Map<String, Object> question) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(new HashMap<>(question))
                .post("/v1/decisions")
                .then();
    }

    private static ValidatableResponse put(UUID person, String key, boolean granted) {
        return as(person)
                .body(Map.of("granted", granted))
                .put("/v1/consents/{key}", key)
                .then()
                .statusCode(200);
    }
}
