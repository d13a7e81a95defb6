package com.bestqi.dsr.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-9")
class VerificationTest {
    private static final Map<String, String> ACCESS = Map.of("type", "ACCESS");

    private final MovableClock clock;
    private final Database database;

    VerificationTest(MovableClock clock, Database database) {
        this.clock = clock;
        this.database = database;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static ValidatableResponse enter(Person person, String requestId, String code) {
        return person.stale()
                .body(Map.of("code", code))
                .post("/v1/requests/" + requestId + "/verification")
                .then();
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void theMailedCodeLetsAnOldLogInGoOn() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        person.see(requestId).body("state", equalTo("VERIFYING"));

        var code = person.code(requestId);
        enter(person, requestId, code).statusCode(200).body("timeline.state", hasItem("VERIFIED"));

        person.reaches(requestId, "COMPLETED");
        enter(person, requestId, code).statusCode(409);
    }

    @Test
    @Tag("RI-8")
    void theTimeInWhichWeWaitForTheCodeIsNotCounted() {
        var person = Person.registered();
        var requestId = person.openStale(Map.of("type", "OBJECTION"));
        var due = Instant.parse(person.see(requestId).extract().path("dueAt"));
        var code = person.code(requestId);

        clock.moveAll(Duration.ofMinutes(5));
        enter(person, requestId, code).statusCode(200);

        assertThat(Instant.parse(person.see(requestId).extract().path("dueAt")))
                .isBetween(due.plus(Duration.ofMinutes(5)), due.plus(Duration.ofMinutes(6)));
    }

    @Test
    void aFreshLogInNeedsNoCode() {
        var person = Person.registered();
        var requestId = person.open(ACCESS);

        person.reaches(requestId, "COMPLETED");
        person.see(requestId).body("timeline.state", not(hasItem("VERIFYING")));
        assertThat(Doubles.mails(Doubles.address(person.id()))).isEmpty();
    }

    @Test
    void theFifthWrongCodeEndsTheRequest() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        var code = person.code(requestId);

        for (int left = 4; left >= 0; left--) {
            enter(person, requestId, wrong(code))
                    .statusCode(422)
                    .body("type", equalTo("urn:problem:wrong-code"))
                    .body("triesLeft", equalTo(left));
        }

        person.see(requestId).body("state", equalTo("REJECTED"));
        enter(person, requestId, code).statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "1234567", "12345a", "", "１２３４５６", " 12345"})
    void aMalformedCodeDoesNotCount(String code) {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);

        enter(person, requestId, code).statusCode(400);

        enter(person, requestId, wrong(person.code(requestId))).body("triesLeft", equalTo(4));
    }

    @Test
    @Tag("F16")
    void aWrongCodeCountsWithAnIdempotencyKeyToo() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        var code = wrong(person.code(requestId));

        for (int left = 4; left >= 3; left--) {
            person.stale()
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(Map.of("code", code))
                    .post("/v1/requests/" + requestId + "/verification")
                    .then()
                    .statusCode(422)
                    .body("triesLeft", equalTo(left));
        }
    }

    @Test
    @Tag("F16")
    void manyGuessesAtOnceAreFiveAtMost() throws Exception {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        var code = wrong(person.code(requestId));

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var guesses =
                    IntStream.range(0, 12)
                            .<Callable<Integer>>mapToObj(_ ->
                                    () -> enter(person, requestId, code).extract().statusCode())
                            .toList();
            var statuses =
                    pool.invokeAll(guesses).stream().map(guess -> guess.resultNow()).toList();
            assertThat(statuses).containsOnly(422, 409);
            assertThat(statuses.stream().filter(status -> status == 422)).hasSize(5);
        }
        person.see(requestId).body("state", equalTo("REJECTED"));
    }

    @Test
    void aCodeLastsTenMinutes() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        var code = person.code(requestId);
        await().until(() ->
                database.first(
                                "SELECT code_until IS NOT NULL AS sent FROM"
                                        + " rights_request WHERE request_id = ?",
                                rows -> rows.getBoolean("sent"),
                                UUID.fromString(requestId))
                        .orElse(false));

        clock.moveAll(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(enter(person, requestId, code).extract().statusCode()).isIn(422, 409);
        person.reaches(requestId, "REJECTED");
    }

    @Test
    @Tag("SE-1")
    void nobodyEntersACodeForAnother() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        var code = person.code(requestId);

        enter(Person.registered(), requestId, code).statusCode(404);
        enter(person, UUID.randomUUID().toString(), code).statusCode(404);

        enter(person, requestId, code).statusCode(200);
    }

    @Test
    void aMailThatNobodyTakesIsTriedAgain() {
        var person = Person.registered();
        Doubles.mailAnswers(Doubles.address(person.id()), "503");

        var requestId = person.openStale(ACCESS);

        enter(person, requestId, person.code(requestId)).statusCode(200);
    }

    @Test
    void theCodeLiesNowhereInClear() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);
        var code = person.code(requestId);

        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM rights_request WHERE request_id = ?"
                                        + " AND encode(code, 'escape') LIKE '%' || ? || '%'",
                                rows -> rows.getLong("n"), UUID.fromString(requestId), code))
                .hasValue(0L);
    }

    @Test
    void oneThatWaitsForACodeCanBeTakenBack() {
        var person = Person.registered();
        var requestId = person.openStale(ACCESS);

        person.stale().delete("/v1/requests/" + requestId).then().statusCode(204);

        person.see(requestId).body("state", equalTo("CANCELLED"));
        enter(person, requestId, person.code(requestId)).statusCode(409);
    }
}
