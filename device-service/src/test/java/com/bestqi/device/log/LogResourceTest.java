package com.bestqi.device.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.device.LogRecorder;
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
import java.time.temporal.ChronoUnit;
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
@Tag("AU-3")
class LogResourceTest {
    private static final String PATH = "/v1/logs";
    private static final String ID = "6f0a1f5e-7f2f-4a0e-9a77-3c6f9c2b8c11";
    private static final String ADDRESS = "203.0.113.77";

    @Inject Clock clock;

    private static Map<String, Object> entry(Instant at, String kind, String message) {
        return Map.of(
                "at",
                at.toString(),
                "level",
                "ERROR",
                "kind",
                kind,
                "osVersion",
                "Android 17",
                "language",
                "de-AT",
                "message",
                message,
                "stackTrace",
                "a.b.CException: " + message + "\n\tat a.b.C.d(C.java:7) " + message);
    }

    private static Map<String, Object> replace(
            Map<String, Object> entry, String field, Object value) {
        var other = new HashMap<>(entry);
        other.put(field, value);
        return other;
    }

    private static Map<String, Object> body(UUID phone, Object... entries) {
        return Map.of("installationId", phone, "entries", entries);
    }

    private static ValidatableResponse post(Person person, Object... entries) {
        return person.app()
                .header("X-Forwarded-For", ADDRESS)
                .body(body(UUID.randomUUID(), entries))
                .post(PATH)
                .then();
    }

    @Test
    @Tag("SE-4")
    void withDiagnosticsEntriesAreKeptWithThePersonAsCiphertext() {
        var person = Person.registered().grant("diagnostics");
        var canary = "canary-" + UUID.randomUUID();

        post(
                        person,
                        entry(clock.instant(), "SYSTEM", canary),
                        entry(clock.instant(), "EXCEPTION", canary))
                .statusCode(202)
                .header("Cache-Control", "no-store")
                .body("accepted", equalTo(2))
                .body("desensitised", equalTo(0))
                .body("refused", empty())
                .body("duplicates", equalTo(0));

        assertThat(person.rows("log_entry")).isEqualTo(2);
        assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/subjects/{id}/export", person.id())
                .then()
                .statusCode(200)
                .body(containsString(canary))
                .body(containsString("\"ip_address\":\"" + ADDRESS + "\""));
    }

    @Test
    @Tag("AU-4")
    @Tag("I-7")
    void withoutDiagnosticsNothingIsLeftThatPointsAtAnybody() {
        var person = Person.registered().grant("analytics", "storage");
        var canary = "canary-" + UUID.randomUUID();
        var phone = UUID.randomUUID();
        var at =
                clock.instant()
                        .minus(Duration.ofDays(20))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusNanos(424_242_000);
        long before = left();

        try (var log = LogRecorder.start()) {
            person.app()
                    .header("X-Forwarded-For", ADDRESS)
                    .body(body(phone, entry(at, "EXCEPTION", canary), entry(at, "CRASH", canary)))
                    .post(PATH)
                    .then()
                    .statusCode(202)
                    .body("accepted", equalTo(2))
                    .body("desensitised", equalTo(2))
                    .body("refused", empty());

            assertThat(log.text()).doesNotContain(canary, ADDRESS);
        }

        assertThat(left()).isEqualTo(before + 2);
        assertThat(person.rows("log_entry")).isZero();
        for (var trace : List.of(canary, ADDRESS, phone.toString(), "424242")) {
            assertThat(CanarySearch.find(Person.database(), trace))
                    .noneMatch(column -> column.startsWith("desensitised_log_entry"));
        }
        assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
        assertThat(
                        Person.database()
                                .query(
                                        "SELECT DISTINCT level || '|' || kind || '|' || os_version"
                                                + " || '|' || language || '|' || network || '|'"
                                                + " || frames AS line FROM desensitised_log_entry"
                                                + " WHERE at = date_trunc('hour', ?::timestamptz)"
                                                + " AND kind = 'CRASH'",
                                        rows -> rows.getString("line"),
                                        at))
                .contains("ERROR|CRASH|17|de|203.0.113.0/24|a.b.CException\nat a.b.C.d(C.java:7)");
    }

    private static long left() {
        return Person.database()
                .first(
                        "SELECT count(*) AS n FROM desensitised_log_entry",
                        rows -> rows.getLong("n"))
                .orElseThrow();
    }

    @Test
    @Tag("PM-5")
    void aCrashLogNeedsStorageWhenItWasWrittenAndNow() {
        var person = Person.registered().grant("diagnostics");
        var now = clock.instant();
        post(person, entry(now, "CRASH", "m"), entry(now, "SYSTEM", "m"))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("refused.index", contains(0))
                .body("refused.reason", contains("no-consent"));

        person.grantSince(now.minus(Duration.ofHours(1)), "storage");
        post(
                        person,
                        entry(now.minus(Duration.ofMinutes(30)), "CRASH", "m"),
                        entry(now.minus(Duration.ofMinutes(90)), "CRASH", "m"))
                .body("accepted", equalTo(1))
                .body("desensitised", equalTo(0))
                .body("refused.index", contains(1));

        person.withdraw("storage");
        post(person, entry(now.minus(Duration.ofMinutes(20)), "CRASH", "m"))
                .body("accepted", equalTo(0))
                .body("refused.reason", contains("no-consent"));
        assertThat(person.rows("log_entry")).isEqualTo(2);
    }

    @Test
    @Tag("PM-8")
    @Tag("I-7")
    void whatWasWrittenAfterTheWithdrawalButArrivedBeforeIsNotKept() {
        var person = Person.registered().grant("diagnostics", "storage");
        var now = clock.instant();
        var later = now.plus(Duration.ofMinutes(4));
        post(
                        person,
                        entry(now, "CRASH", "m"),
                        entry(later, "CRASH", "m"),
                        entry(later, "SYSTEM", "m"))
                .body("accepted", equalTo(3));

        person.withdrawAt(now.plusSeconds(1), "storage");
        assertThat(person.rows("log_entry")).isEqualTo(2);

        person.withdrawAt(now.plusSeconds(2), "diagnostics");
        assertThat(person.rows("log_entry")).isEqualTo(1);
    }

    @Test
    void anEntryToldTwiceIsKeptOnce() {
        var person = Person.registered().grant("diagnostics");
        var now = clock.instant();
        var batch = body(UUID.randomUUID(), entry(now, "SYSTEM", "a"), entry(now, "SYSTEM", "b"));

        person.app().body(batch).post(PATH).then().body("accepted", equalTo(2));
        person.app()
                .body(batch)
                .post(PATH)
                .then()
                .body("accepted", equalTo(0))
                .body("duplicates", equalTo(2));

        assertThat(person.rows("log_entry")).isEqualTo(2);
    }

    @Test
    void entriesAreRefusedOneByOne() {
        var person = Person.registered().grant("diagnostics");
        var now = clock.instant();
        var good = entry(now, "SYSTEM", "m");
        var bare = new HashMap<>(good);
        bare.remove("stackTrace");

        post(
                        person,
                        replace(good, "at", now.plus(Duration.ofMinutes(6)).toString()),
                        replace(good, "at", now.minus(Duration.ofDays(31)).toString()),
                        replace(good, "at", "now"),
                        replace(good, "level", "LOUD"),
                        replace(good, "kind", "OTHER"),
                        replace(good, "language", "<script>"),
                        Map.of("at", now.toString(), "level", "INFO", "kind", "SYSTEM"),
                        replace(good, "osVersion", "1".repeat(51)),
                        replace(good, "message", "m".repeat(4_001)),
                        replace(good, "stackTrace", "s".repeat(64_001)),
                        bare)
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("refused.index", contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .body(
                        "refused.reason",
                        contains(
                                "clock-skew",
                                "too-old",
                                "malformed",
                                "malformed",
                                "malformed",
                                "malformed",
                                "malformed",
                                "out-of-range",
                                "out-of-range",
                                "out-of-range"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"installationId\":\"x\",\"entries\":[]}",
                "{\"entries\":[]}",
                "{\"installationId\":\"" + ID + "\"}",
                "{\"installationId\":\"" + ID + "\",\"entries\":[null]}",
                "{\"installationId\":\"" + ID + "\",\"entries\":[{\"level\":3}]}",
                "{\"installationId\":\"" + ID + "\",\"entries\":[{\"user\":\"anna\"}]}",
                "{\"installationId\":\"" + ID + "\",\"entries\":[{\"message\":\"a\\u0000b\"}]}",
                "{\"installationId\":\"" + ID + "\",\"entries\":[],\"more\":1}",
                "{\"installationId\":\"" + ID + "\",\"entries\":[{"
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
        var person = Person.registered();
        var entry = entry(clock.instant(), "SYSTEM", "m");

        post(person, Collections.nCopies(1_001, entry).toArray())
                .statusCode(413)
                .contentType("application/problem+json");
        post(person, Collections.nCopies(1_000, entry).toArray())
                .statusCode(202)
                .body("desensitised", equalTo(1_000));
        post(person).statusCode(202).body("accepted", equalTo(0));
    }

    @Test
    @Tag("SE-1")
    void onlyThePersonMayTellWithTheirOwnPhone() {
        var owner = Person.registered();
        var other = Person.registered();
        var phone = UUID.randomUUID();
        Person.putPhone(owner, phone);
        var batch = body(phone, entry(clock.instant(), "SYSTEM", "m"));

        other.app().body(batch).post(PATH).then().statusCode(404);
        given().contentType(ContentType.JSON).body(batch).post(PATH).then().statusCode(401);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(Tokens.staff("privacy-officer"))
                .body(batch)
                .post(PATH)
                .then()
                .statusCode(403);
        owner.app().body(batch).post(PATH).then().statusCode(202);
    }
}
