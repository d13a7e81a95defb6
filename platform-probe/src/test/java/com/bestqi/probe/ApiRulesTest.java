package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The general rules of the API, which every path of every service has from the platform. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-3")
class ApiRulesTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NOTE = "{\"text\":\"hello\",\"times\":2}";

    @Inject Subjects subjects;
    @Inject ProbeNotes notes;

    static Stream<String> malformed() {
        return Stream.of(
                "",
                "{",
                "null",
                "[]",
                "\"text\"",
                NOTE + "{}",
                "{\"text\":\"a\",\"times\":2,\"extra\":1}",
                "{\"text\":\"a\",\"text\":\"b\",\"times\":2}",
                "{\"times\":2}",
                "{\"text\":\"a\"}",
                "{\"text\":null,\"times\":2}",
                "{\"text\":7,\"times\":2}",
                "{\"text\":true,\"times\":2}",
                "{\"text\":\"\",\"times\":2}",
                "{\"text\":\"nul\\u0000\",\"times\":2}",
                "{\"text\":\"half \\ud800 pair\",\"times\":2}",
                "{\"text\":\"a\",\"times\":\"2\"}",
                "{\"text\":\"a\",\"times\":2.5}",
                "{\"text\":\"a\",\"times\":99999999999}",
                "{\"text\":\"a\",\"times\":11}",
                "{\"text\":\"a\",\"times\":true}",
                "{\"text\":\"a\",\"times\":2,\"weight\":\"1\"}",
                "{\"text\":\"a\",\"times\":2,\"weight\":NaN}",
                "{\"text\":\"a\",\"times\":2,\"loud\":\"true\"}",
                "{\"text\":\"a\",\"times\":2,\"loud\":1}",
                "{\"text\":\"a\",\"times\":2,\"at\":1767225600}",
                "{\"text\":\"a\",\"times\":2,\"at\":\"yesterday\"}",
                "{\"text\":\"a\",\"times\":2,\"at\":\"0001-01-01T00:00:00Z\"}",
                "{\"text\":\"a\",\"times\":2,\"reference\":\"no uuid\"}",
                "{\"text\":\"a\",\"times\":2,\"reference\":5}",
                "{\"text\":\"a\",\"times\":2,\"colour\":\"BLUE\"}",
                "{\"text\":\"a\",\"times\":2,\"colour\":0}",
                "{\"text\":\"a\",\"times\":2,\"colour\":\"\"}",
                "{\"text\":\"a\",\"times\":2,\"inner\":[null]}",
                "{\"text\":\"a\",\"times\":2,\"inner\":[{\"name\":\"x\"}]}",
                "{\"text\":\"a\",\"times\":2,\"inner\":{}}",
                "{\"text\":\"" + "x".repeat(101) + "\",\"times\":2}",
                "[".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsRefusedWithA400AndStoresNothing(String body) {
        var person = register();

        isProblem(
                        as(person)
                                .contentType(ContentType.JSON)
                                .body(body)
                                .post("/v1/probes")
                                .then(),
                        400)
                .body("type", equalTo("urn:problem:bad-request"));

        assertThat(notes.count(person)).isZero();
    }

    @Test
    void aViolationNamesItsField() {
        var person = register();

        as(person)
                .contentType(ContentType.JSON)
                .body(
                        "{\"text\":\"a\",\"times\":11,\"inner\":[{\"name\":\"ok\"},{\"name\":\"x\"}]}")
                .post("/v1/probes")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("times"))
                .body("violations.field", hasItem("inner[1].name"))
                .body("violations", hasSize(2));
        as(person)
                .contentType(ContentType.JSON)
                .body("{\"text\":\"a\",\"times\":\"2\"}")
                .post("/v1/probes")
                .then()
                .body("violations[0].field", equalTo("times"))
                .body("violations[0].message", equalTo("has the wrong type or form"));
        as(person)
                .contentType(ContentType.JSON)
                .body("{\"text\":\"a\",\"times\":2,\"colour\":\"BLUE\"}")
                .post("/v1/probes")
                .then()
                .body("violations[0].field", equalTo("colour"))
                .body("violations[0].message", equalTo("must be one of RED, GREEN"));
    }

    @Test
    void whatIsTooLargeIsRefusedAlsoWhenItIsPacked() throws IOException {
        var person = register();
        var large = "{\"text\":\"" + "x".repeat(2_000_000) + "\",\"times\":2}";

        isProblem(
                as(person).contentType(ContentType.JSON).body(large).post("/v1/probes").then(),
                413);
        isProblem(
                as(person)
                        .contentType(ContentType.JSON)
                        .header("Content-Encoding", "gzip")
                        .body(gzip(large))
                        .post("/v1/probes")
                        .then(),
                413);
        as(person)
                .contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(gzip(NOTE))
                .post("/v1/probes")
                .then()
                .statusCode(201);
    }

    @Test
    void whatIsPackedBadlyOrUnknownIsRefused() throws IOException {
        var person = register();
        var packed = gzip(NOTE);

        for (var bad :
                List.of(
                        NOTE.getBytes(StandardCharsets.UTF_8),
                        new byte[0],
                        Arrays.copyOf(packed, packed.length - 12))) {
            isProblem(packed(person, "gzip", bad), 400);
        }
        isProblem(packed(person, "br", packed), 415).header("Accept-Encoding", "gzip");
        packed(person, "GZIP", packed).statusCode(201);
        packed(person, "identity", NOTE.getBytes(StandardCharsets.UTF_8)).statusCode(201);
        assertThat(notes.count(person)).isEqualTo(4);
    }

    private static ValidatableResponse packed(UUID person, String encoding, byte[] body) {
        return as(person)
                .contentType(ContentType.JSON)
                .header("Content-Encoding", encoding)
                .body(body)
                .post("/v1/probes")
                .then();
    }

    @Test
    void aPathOrMethodOrTypeThatDoesNotExistIsAProblemToo() {
        var person = register();

        isProblem(as(person).get("/v1/nothing").then(), 404);
        isProblem(as(person).put("/v1/probes").then(), 405);
        isProblem(as(person).contentType("text/plain").body("x").post("/v1/probes").then(), 415);
    }

    static Stream<Callable<String>> badTokens() {
        var person = UUID.randomUUID();
        return Stream.of(
                () -> "nonsense",
                () -> Tokens.expired(person),
                () -> Tokens.with(person, List.of("user"), Map.of("iss", "http://elsewhere/realm")),
                () -> Tokens.with(person, List.of("user"), Map.of("aud", "another-api")),
                () -> forged(Tokens.user(person)),
                () -> unsigned(Tokens.user(person)));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotOursIsA401(Callable<String> token) throws Exception {
        isProblem(given().auth().oauth2(token.call()).get("/v1/probes").then(), 401)
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""))
                .body("type", equalTo("urn:problem:unauthorized"));
    }

    @Test
    void withoutATokenItIsA401AndWithTheWrongRoleA403() {
        isProblem(given().get("/v1/probes").then(), 401);
        isProblem(given().auth().oauth2(Tokens.staff("auditor")).get("/v1/probes").then(), 403);
    }

    @Test
    @Tag("RI-9")
    void anOldLogInIsAskedToStepUp() {
        var person = register();
        var old =
                Tokens.with(
                        person,
                        List.of("user"),
                        Map.of("auth_time", Instant.now().getEpochSecond() - 320));

        for (var token : List.of(old, Tokens.staleUser(person))) {
            isProblem(given().auth().oauth2(token).delete("/v1/probes").then(), 401)
                    .header(
                            "WWW-Authenticate",
                            "Bearer error=\"insufficient_user_authentication\", max_age=300");
        }
        as(person).delete("/v1/probes").then().statusCode(204);
    }

    @Test
    void anUnknownPersonIsA503AndAnErasedOneA410() {
        var stranger = UUID.randomUUID();
        isProblem(
                        as(stranger)
                                .contentType(ContentType.JSON)
                                .body(NOTE)
                                .post("/v1/probes")
                                .then(),
                        503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:problem:account-not-ready"));

        Bus.publish(
                new SubjectDirective(
                        stranger, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, THEN));
        await().until(() -> subjects.state(stranger) == Subjects.State.ERASED);

        isProblem(
                        as(stranger)
                                .contentType(ContentType.JSON)
                                .body(NOTE)
                                .post("/v1/probes")
                                .then(),
                        410)
                .body("type", equalTo("urn:problem:account-erased"));
    }

    @Test
    void whatFailsInsideSaysNothingOfTheInside() {
        var person = register();

        isProblem(as(person).get("/v1/probes/broken").then(), 500)
                .body("type", equalTo("urn:problem:internal-error"));
        isProblem(as(person).get("/v1/probes/refused").then(), 403).body("key", equalTo("camera"));
        isProblem(as(person).get("/v1/probes/away").then(), 503).header("Retry-After", "1");
    }

    @Test
    void listsComeInPages() {
        var person = register();

        String next =
                as(person)
                        .get("/v1/probes")
                        .then()
                        .body("items", hasSize(50))
                        .body("next", notNullValue())
                        .extract()
                        .path("next");
        as(person)
                .get("/v1/probes?limit=200&cursor=" + next)
                .then()
                .body("items[0]", equalTo(50))
                .body("items", hasSize(70))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=ten",
                "limit=-1",
                "limit=1e2",
                "cursor=%C3%A4"
            })
    void aPageThatCannotBeIsA400(String query) {
        isProblem(as(register()).get("/v1/probes?" + query).then(), 400);
    }

    @Test
    void everyAnswerNamesItsRequestAndIsNotStored() {
        var person = register();

        as(person)
                .header("X-Request-Id", "from-the-gateway")
                .get("/v1/probes")
                .then()
                .header("X-Request-Id", "from-the-gateway")
                .header("Cache-Control", "no-store");
        given().header("X-Request-Id", "<script>")
                .get("/v1/probes")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .header("Cache-Control", "no-store");
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        var person = register();

        var first = keyed(person, "k1", NOTE).statusCode(201).extract().response();
        var again = keyed(person, "k1", NOTE).statusCode(201).extract().response();

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Location")).startsWith("/v1/probes/");
        assertThat(notes.count(person)).isEqualTo(2);
        isProblem(keyed(person, "k1", "{\"text\":\"other\",\"times\":2}"), 422)
                .body("type", equalTo("urn:problem:idempotency-key-reused"));
        keyed(register(), "k1", NOTE).statusCode(201);
        isProblem(keyed(person, "not sane", NOTE), 400);
    }

    @Test
    void aRefusedCallLeavesItsKeyFree() {
        var person = register();

        keyed(person, "k2", "{\"text\":\"a\",\"times\":11}").statusCode(400);
        keyed(person, "k2", NOTE).statusCode(201);
    }

    @Test
    void ofManyCallsWithOneKeyOneHasAnEffect() throws Exception {
        var person = register();

        try (var callers = Executors.newFixedThreadPool(10)) {
            var calls =
                    callers.invokeAll(
                            Stream.<Callable<Integer>>generate(() ->
                                            () -> keyed(person, "k3", NOTE).extract().statusCode())
                                    .limit(20)
                                    .toList());
            for (var call : calls) {
                assertThat(call.get()).isIn(201, 409);
            }
        }
        assertThat(notes.count(person)).isEqualTo(2);
    }

    @Test
    void anOpenPathRemembersItsAnswerUnderThePersonItIsAbout() {
        var person = register();
        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", "open-" + person)
                    .body(NOTE)
                    .post("/v1/probes/open/" + person)
                    .then()
                    .statusCode(200)
                    .body("stored", equalTo(2));
        }
        assertThat(notes.count(person)).isEqualTo(2);
    }

    private static ValidatableResponse keyed(UUID person, String key, String body) {
        return as(person)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/probes")
                .then();
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", matchesPattern("urn:problem:[a-z0-9-]+"))
                .body("title", notNullValue())
                .body("detail", notNullValue())
                .body("detail", not(matchesPattern("(?s).*(Exception|com\\.|java\\.|SELECT).*")));
    }

    private static RequestSpecification as(UUID person) {
        return given().auth().oauth2(Tokens.user(person));
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().until(() -> subjects.state(person) == Subjects.State.LIVE);
        return person;
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static String forged(String token) {
        var parts = token.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var more = claims.replace("\"user\"", "\"user\",\"privacy-officer\"");
        return parts[0] + "." + encode(more) + "." + parts[2];
    }

    private static String unsigned(String token) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + token.split("\\.")[1] + ".";
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
