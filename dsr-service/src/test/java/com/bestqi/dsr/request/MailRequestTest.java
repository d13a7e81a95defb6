package com.bestqi.dsr.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-9")
@Tag("RI-10")
class MailRequestTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Map<String, String> ACCESS = Map.of("type", "ACCESS");

    private final MovableClock clock;
    private final Database database;

    MailRequestTest(MovableClock clock, Database database) {
        this.clock = clock;
        this.database = database;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static RequestSpecification anyone() {
        return given().contentType(ContentType.JSON);
    }

    private static ValidatableResponse ask(String email) {
        return anyone().body(Map.of("email", email, "request", ACCESS))
                .post("/v1/requests/by-mail")
                .then();
    }

    private String settled(String email) {
        String requestId =
                ask(email)
                        .statusCode(202)
                        .body("dueAt", notNullValue())
                        .extract()
                        .path("requestId");
        await().atMost(LONG)
                .until(() ->
                        database.first(
                                        "SELECT settled_at IS NOT NULL AS done FROM mail_request"
                                                + " WHERE request_id = ?",
                                        rows -> rows.getBoolean("done"),
                                        UUID.fromString(requestId))
                                .orElse(false));
        return requestId;
    }

    private static ValidatableResponse enter(String requestId, String code) {
        return anyone().body(Map.of("code", code))
                .post("/v1/requests/by-mail/" + requestId + "/verification")
                .then();
    }

    private static String nobody() {
        return "canary-nobody-" + UUID.randomUUID() + "@example.org";
    }

    @Test
    void withTheMailedCodeItIsARequestLikeAllOthers() {
        var person = Person.registered();

        var requestId = settled(Doubles.address(person.id()));
        person.see(requestId).body("state", equalTo("VERIFYING"));
        enter(requestId, person.code(requestId)).statusCode(200);

        person.reaches(requestId, "COMPLETED");
        person.fresh().get("/v1/requests/" + requestId + "/package").then().statusCode(200);
        enter(requestId, "000000").statusCode(409);
    }

    @Test
    void nothingTellsWhetherThereIsAnAccount() {
        var person = Person.registered();
        var real = settled(Doubles.address(person.id()));
        var code = person.code(real);
        var made = settled(nobody());
        var wrong = code.equals("000000") ? "000001" : "000000";

        for (int i = 0; i < 7; i++) {
            var answers = new ArrayList<Object>();
            for (var requestId : List.of(real, made)) {
                var answer = enter(requestId, wrong).extract();
                answers.add(
                        List.of(
                                answer.statusCode(),
                                answer.<String>path("type"),
                                String.valueOf(answer.<Object>path("detail")),
                                String.valueOf(answer.<Object>path("triesLeft")),
                                answer.headers().asList().stream()
                                        .map(header -> header.getName())
                                        .sorted()
                                        .toList()));
            }
            assertThat(answers.getFirst()).as("try %d", i + 1).isEqualTo(answers.getLast());
        }
        assertThat(Doubles.mails(nobody())).isEmpty();
    }

    @Test
    void afterTenMinutesNeitherWaitsForACode() {
        var person = Person.registered();
        var real = settled(Doubles.address(person.id()));
        person.code(real);
        var made = settled(nobody());

        clock.moveAll(Duration.ofMinutes(11));

        enter(real, "123456").statusCode(409);
        enter(made, "123456").statusCode(409);
    }

    @Test
    void theAddressIsNotKept() {
        var email = nobody();
        var requestId = settled(email);

        assertThat(
                        database.first(
                                "SELECT to_jsonb(m)::text AS row FROM mail_request m"
                                        + " WHERE request_id = ?",
                                rows -> rows.getString("row"),
                                UUID.fromString(requestId)))
                .hasValueSatisfying(row ->
                        assertThat(row)
                                .doesNotContain("canary")
                                .contains("\"content\": null", "\"account_id\": null"));
    }

    @Test
    @Tag("SE-3")
    void whatMakesNoSenseIsRefusedForEverybodyAlike() {
        var person = Person.registered();
        for (var email : List.of(Doubles.address(person.id()), nobody())) {
            for (var bad :
                    List.of(
                            Map.of("type", "EVERYTHING"),
                            Map.of("type", "ACCESS", "scope", Map.of("services", List.of("x"))),
                            Map.of("type", "RECTIFICATION"))) {
                anyone().body(Map.of("email", email, "request", bad))
                        .post("/v1/requests/by-mail")
                        .then()
                        .statusCode(400);
            }
            anyone().body(
                            Map.of(
                                    "email",
                                    email,
                                    "request",
                                    Map.of("type", "ERASURE", "scope", Map.of())))
                    .post("/v1/requests/by-mail")
                    .then()
                    .statusCode(422);
        }
        for (var email : List.of("", "x", "a b@c", "@")) {
            ask(email).statusCode(400);
        }
        enter(UUID.randomUUID().toString(), "123456").statusCode(404);
        enter(settled(nobody()), "12345").statusCode(400);
    }

    @Test
    @Tag("SE-3")
    void oneSourceAsksOnlySoOftenAndOthersGoOn() throws Exception {
        var statuses = new ConcurrentLinkedQueue<Integer>();
        try (var callers = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 65; i++) {
                callers.execute(() -> statuses.add(askFrom("203.0.113.77").statusCode()));
            }
        }

        assertThat(statuses).containsOnly(202, 429);
        assertThat(statuses.stream().filter(status -> status == 429)).hasSize(5);
        askFrom("203.0.113.77").then().statusCode(429).header("Retry-After", notNullValue());
        askFrom("203.0.113.78").then().statusCode(202);
    }

    private static Response askFrom(String source) {
        return anyone().header("X-Forwarded-For", source)
                .body(Map.of("email", nobody(), "request", ACCESS))
                .post("/v1/requests/by-mail");
    }

    @Test
    @Tag("SE-3")
    void oneAddressIsMailedForOnlySoOftenWhoeverHasIt() {
        for (var email : List.of(Doubles.address(UUID.randomUUID()), nobody())) {
            for (int i = 0; i < 10; i++) {
                ask(email).statusCode(202);
            }
            ask(email).statusCode(429).header("Retry-After", notNullValue());
        }
    }

    @Test
    @Tag("F12")
    void whileNobodyCanBeAskedNobodyIsToldAnything() {
        var person = Person.registered();
        for (var email : List.of(Doubles.address(person.id()), nobody())) {
            Doubles.lookupFails(email);
            ask(email).statusCode(503).header("Retry-After", notNullValue());
        }
    }
}
