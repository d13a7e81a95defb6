package com.bestqi.dsr.opendsr;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-10")
class OpenDsrTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final UUID PARTNER = UUID.randomUUID();
    private static final String REQUESTS = "/v1/opendsr/requests";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableClock clock;
    private final Config config;

    OpenDsrTest(MovableClock clock, Config config) {
        this.clock = clock;
        this.config = config;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static RequestSpecification controller(UUID id, String client) {
        return given().auth()
                .oauth2(Tokens.with(id, List.of("controller"), Map.of("azp", client)))
                .contentType(ContentType.JSON);
    }

    private static RequestSpecification partner() {
        return controller(PARTNER, "partner");
    }

    private static Map<String, Object> opening(String id, String type, String email) {
        var opening = new HashMap<String, Object>();
        opening.put("regulation", "gdpr");
        opening.put("subject_request_id", id);
        opening.put("subject_request_type", type);
        opening.put("submitted_time", "2018-10-02T15:00:00Z");
        opening.put("api_version", "1.0");
        opening.put("subject_identities", List.of(identity("email", "raw", email)));
        return opening;
    }

    private static Map<String, String> identity(String type, String format, String value) {
        return Map.of("identity_type", type, "identity_format", format, "identity_value", value);
    }

    private String callbackUrl(String which) {
        for (var entry : config.getValue("bestqi.opendsr.callbacks", String.class).split(",")) {
            if (entry.endsWith("/" + which)) {
                return entry.substring(entry.indexOf('=') + 1);
            }
        }
        throw new IllegalStateException("no such address");
    }

    private static ValidatableResponse handIn(Map<String, Object> opening) {
        return partner().body(opening).post(REQUESTS).then();
    }

    private String handedIn(String type, String email, String... callbacks) {
        var id = UUID.randomUUID().toString();
        var opening = opening(id, type, email);
        if (callbacks.length > 0) {
            opening.put(
                    "status_callback_urls",
                    List.of(callbacks).stream().map(this::callbackUrl).toList());
        }
        handIn(opening).statusCode(201);
        return id;
    }

    private static String status(String id) {
        return partner()
                .get(REQUESTS + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("request_status");
    }

    private static String nobody() {
        return "canary-nobody-" + UUID.randomUUID() + "@example.org";
    }

    /** The person's own request that came of it, once the code is mailed. */
    private static String caseOf(Person person) {
        return await().atMost(LONG)
                .until(
                        () ->
                                person.fresh()
                                        .get("/v1/requests")
                                        .then()
                                        .statusCode(200)
                                        .extract()
                                        .<List<String>>path("items.requestId"),
                        ids -> !ids.isEmpty())
                .getFirst();
    }

    private static void enterCode(Person person, String requestId) {
        person.stale()
                .body(Map.of("code", person.code(requestId)))
                .post("/v1/requests/" + requestId + "/verification")
                .then()
                .statusCode(200);
    }

    private static boolean signed(String signature, byte[] body) throws Exception {
        var pem =
                given().get("/v1/opendsr/certificate").then().statusCode(200).extract().asString();
        var certificate =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
        var check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(certificate.getPublicKey());
        check.update(body);
        return check.verify(Base64.getDecoder().decode(signature));
    }

    private static void assertSigned(Response answer) throws Exception {
        assertThat(answer.header("X-OpenDSR-Processor-Domain")).isEqualTo("localhost");
        assertThat(signed(answer.header("X-OpenDSR-Signature"), answer.asByteArray())).isTrue();
        assertThat(signed(answer.header("X-OpenDSR-Signature"), "other".getBytes(UTF_8))).isFalse();
    }

    private static JsonNode awaitCallback(String id, int number) {
        var all =
                await().atMost(LONG)
                        .until(() -> Doubles.callbacks(id), called -> called.size() >= number);
        var lines = all.get(number - 1).split("\n", 3);
        try {
            assertThat(lines[0]).isEqualTo("localhost");
            assertThat(signed(lines[1], lines[2].getBytes(UTF_8))).isTrue();
            return JSON.readTree(lines[2]);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoeverAsksIsToldWhatIsUnderstood() throws Exception {
        var answer = given().get("/v1/opendsr/discovery");

        answer.then()
                .statusCode(200)
                .body("api_version", equalTo("1.0"))
                .body("supported_identities.identity_type", contains("email"))
                .body("supported_identities.identity_format", contains("raw"))
                .body(
                        "supported_subject_request_types",
                        contains("access", "portability", "erasure"))
                .body(
                        "processor_certificate",
                        equalTo("http://localhost:8080/v1/opendsr/certificate"));
        assertSigned(answer);
    }

    @Test
    @Tag("RI-9")
    @Tag("RI-1")
    void withThePersonsCodeItIsACaseLikeAllOthersAndTheControllerHearsOfIt() throws Exception {
        var person = Person.registered();
        var email = Doubles.address(person.id());
        var id = UUID.randomUUID().toString();
        var opening = opening(id, "access", email);
        opening.put("status_callback_urls", List.of(callbackUrl("one")));
        opening.put("extensions", Map.of("example.org", Map.of("property", 1)));
        var body = JSON.writeValueAsString(opening);

        var answer = partner().body(body).post(REQUESTS);

        answer.then()
                .statusCode(201)
                .body("controller_id", equalTo("partner"))
                .body("subject_request_id", equalTo(id))
                .body("received_time", notNullValue())
                .body("expected_completion_time", notNullValue())
                .body(
                        "encoded_request",
                        equalTo(Base64.getEncoder().encodeToString(body.getBytes(UTF_8))));
        assertSigned(answer);
        assertThat(status(id)).isEqualTo("pending");
        var requestId = caseOf(person);
        person.see(requestId)
                .body("state", equalTo("VERIFYING"))
                .body("type", equalTo("ACCESS"))
                .body("details", equalTo("Handed in for you by partner."));

        enterCode(person, requestId);

        person.reaches(requestId, "COMPLETED");
        await().atMost(LONG).until(() -> status(id), "completed"::equals);
        var first = awaitCallback(id, 1);
        var last = Doubles.callbacks(id).size() > 1 ? awaitCallback(id, 2) : first;
        assertThat(first.path("request_status").asText()).isIn("in_progress", "completed");
        await().atMost(LONG).until(() -> Doubles.callbacks(id).getLast().contains("\"completed\""));
        assertThat(last.path("status_callback_url").asText()).isEqualTo(callbackUrl("one"));
        assertThat(last.path("controller_id").asText()).isEqualTo("partner");
        assertThat(Doubles.callbacks(id)).noneMatch(call -> call.contains("canary"));
        partner().delete(REQUESTS + "/" + id).then().statusCode(409);
    }

    @Test
    @Tag("RI-9")
    void nothingTellsAControllerWhetherThereIsAnAccount() {
        var person = Person.registered();
        var answers = new ArrayList<Object>();
        var ids = new ArrayList<String>();
        for (var email : List.of(Doubles.address(person.id()), nobody())) {
            var id = handedIn("erasure", email, "two");
            ids.add(id);
            var seen = partner().get(REQUESTS + "/" + id).then().statusCode(200).extract();
            answers.add(
                    List.of(
                            seen.<String>path("request_status"),
                            seen.headers().asList().stream()
                                    .map(header -> header.getName())
                                    .sorted()
                                    .toList()));
        }
        assertThat(answers.getFirst()).isEqualTo(answers.getLast());
        var requestId = caseOf(person);
        person.code(requestId);

        clock.moveAll(Duration.ofMinutes(59));
        assertThat(ids).allMatch(id -> status(id).equals("pending"));
        clock.moveAll(Duration.ofMinutes(2));

        for (var id : ids) {
            await().atMost(LONG).until(() -> status(id), "cancelled"::equals);
            assertThat(awaitCallback(id, 1).path("request_status").asText()).isEqualTo("cancelled");
        }
    }

    @Test
    void aPendingRequestIsTakenBackForGood() throws Exception {
        var person = Person.registered();
        for (var email : List.of(Doubles.address(person.id()), nobody())) {
            var id = handedIn("portability", email);
            if (!email.contains("nobody")) {
                person.code(caseOf(person));
            }
            var answer = partner().delete(REQUESTS + "/" + id);
            answer.then().statusCode(202).body("subject_request_id", equalTo(id));
            assertSigned(answer);
            assertThat(status(id)).isEqualTo("cancelled");
            partner().delete(REQUESTS + "/" + id).then().statusCode(202);
        }
        var requestId = caseOf(person);
        person.see(requestId).body("state", equalTo("CANCELLED"));
        person.stale()
                .body(Map.of("code", person.code(requestId)))
                .post("/v1/requests/" + requestId + "/verification")
                .then()
                .statusCode(409);
    }

    @Test
    void theSameAgainIsAnsweredAsAtFirstAndAnotherUnderItsNumberIsRefused() {
        var email = nobody();
        var opening = opening(UUID.randomUUID().toString(), "access", email);
        String received = handIn(opening).statusCode(201).extract().path("received_time");

        handIn(opening).statusCode(201).body("received_time", equalTo(received));
        var other = new HashMap<>(opening);
        other.put("subject_request_type", "erasure");
        handIn(other).statusCode(409);
        // Numbers are each controller's own.
        controller(UUID.randomUUID(), "other").body(other).post(REQUESTS).then().statusCode(201);
    }

    @Test
    @Tag("SE-1")
    void onlyControllersMayAndEachSeesItsOwn() {
        var id = handedIn("access", nobody());
        var path = REQUESTS + "/" + id;
        var other = controller(UUID.randomUUID(), "partner");
        other.get(path).then().statusCode(404);
        controller(UUID.randomUUID(), "partner").delete(path).then().statusCode(404);
        given().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.service()).get(path).then().statusCode(403);
        given().auth().oauth2(Tokens.staff("privacy-officer")).get(path).then().statusCode(403);
        Person.registered().fresh().get(path).then().statusCode(403);
        Person.registered()
                .fresh()
                .body(opening(UUID.randomUUID().toString(), "access", nobody()))
                .post(REQUESTS)
                .then()
                .statusCode(403);
        assertThat(status(id)).isEqualTo("pending");
    }

    @Test
    @Tag("SE-3")
    void whatIsNotAgreedOnOrMakesNoSenseIsRefused() {
        var good = opening(UUID.randomUUID().toString(), "access", nobody());
        for (var bad :
                List.of(
                        Map.entry("subject_request_id", "1"),
                        Map.entry(
                                "subject_request_id",
                                UUID.randomUUID().toString().toUpperCase(Locale.ROOT)),
                        Map.entry("subject_request_type", "rectification"),
                        Map.entry("submitted_time", "yesterday"),
                        Map.entry("regulation", "none"),
                        Map.entry("unknown", "field"),
                        Map.entry("subject_identities", List.of()),
                        Map.entry(
                                "subject_identities",
                                List.of(identity("email", "sha256", "canary"))),
                        Map.entry("subject_identities", List.of(identity("email", "raw", "@"))),
                        Map.entry(
                                "subject_identities",
                                List.of(
                                        identity("email", "raw", nobody()),
                                        identity("email", "raw", nobody()))),
                        Map.entry("status_callback_urls", List.of("http://localhost:8080/")),
                        Map.entry("status_callback_urls", List.of("http://169.254.169.254/")),
                        Map.entry("status_callback_urls", List.of("file:///etc/passwd")),
                        Map.entry("status_callback_urls", List.of(callbackUrl("one") + "/../../x")),
                        Map.entry("status_callback_urls", List.of(callbackUrl("one") + "?a=b")))) {
            var opening = new HashMap<>(good);
            opening.put(bad.getKey(), bad.getValue());
            handIn(opening)
                    .statusCode(400)
                    .body("violations.field", hasItem(startsWith(bad.getKey())));
        }
        var early = new HashMap<>(good);
        early.put("submitted_time", "2199-01-01T00:00:00Z");
        handIn(early).statusCode(422);
        partner().body("{").post(REQUESTS).then().statusCode(400);
        // What was agreed on with one controller is nothing to another.
        var foreign = new HashMap<>(good);
        foreign.put("status_callback_urls", List.of(callbackUrl("one")));
        controller(UUID.randomUUID(), "other").body(foreign).post(REQUESTS).then().statusCode(400);
        partner().get(REQUESTS + "/" + good.get("subject_request_id")).then().statusCode(404);
        partner().get(REQUESTS + "/none").then().statusCode(404);
    }

    @Test
    void aCallbackThatIsNotTakenComesAgainAndFollowsNoRedirect() {
        var id = UUID.randomUUID().toString();
        var opening = opening(id, "access", nobody());
        opening.put("status_callback_urls", List.of(callbackUrl("one")));
        Doubles.callbackAnswers(id, 500, 307);
        handIn(opening).statusCode(201);

        partner().delete(REQUESTS + "/" + id).then().statusCode(202);

        await().atMost(LONG).until(() -> Doubles.callbacksRefused(id) == 1);
        assertThat(Doubles.callbacks(id)).isEmpty();
        clock.moveAll(Duration.ofSeconds(6));
        await().atMost(LONG).until(() -> Doubles.callbacksRefused(id) == 2);
        clock.moveAll(Duration.ofSeconds(30));
        assertThat(awaitCallback(id, 1).path("request_status").asText()).isEqualTo("cancelled");
        assertThat(Doubles.callbacksRefused(id)).isEqualTo(2);
    }

    @Test
    @Tag("SE-3")
    void oneAddressIsMailedForOnlySoOften() {
        var email = nobody();
        for (int i = 0; i < 10; i++) {
            handedIn("access", email);
        }

        handIn(
                        opening(
                                UUID.randomUUID().toString(),
                                "access",
                                " " + email.toUpperCase(Locale.ROOT)))
                .statusCode(400);
        handIn(opening(UUID.randomUUID().toString(), "access", email.toUpperCase(Locale.ROOT)))
                .statusCode(429)
                .header("Retry-After", notNullValue());
        handedIn("access", nobody());
    }
}
