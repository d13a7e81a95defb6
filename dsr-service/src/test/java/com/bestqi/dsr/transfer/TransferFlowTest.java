package com.bestqi.dsr.transfer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-5")
class TransferFlowTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Map<String, Object> YES = Map.of("consent", true);

    private final MovableClock clock;

    TransferFlowTest(MovableClock clock) {
        this.clock = clock;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static String asked(Person person) {
        Doubles.exports(
                "device",
                person.id(),
                "{\"store\":\"device_thing\",\"row\":{\"account_id\":\"%s\",\"said\":\"canary\"}}"
                        .formatted(person.id()));
        var requestId =
                person.open(
                        Map.of(
                                "type",
                                "PORTABILITY",
                                "scope",
                                Map.of("categories", List.of("reading")),
                                "recipient",
                                "Canary Homes Ltd"));
        person.reaches(requestId, "COMPLETED");
        return requestId;
    }

    private static String path(String requestId) {
        return "/v1/requests/" + requestId + "/transfer";
    }

    /** The link without the gateway. */
    private static String offer(Person person, String requestId) {
        String url =
                person.fresh()
                        .body(YES)
                        .post(path(requestId))
                        .then()
                        .statusCode(201)
                        .body("recipient", equalTo("Canary Homes Ltd"))
                        .body("url", startsWith("http://localhost:8080/v1/transfers/"))
                        .extract()
                        .path("url");
        return url.substring("http://localhost:8080".length());
    }

    private static int pull(String link) {
        return given().urlEncodingEnabled(false).get(link).getStatusCode();
    }

    private static List<DataDisclosed> disclosed(Person person) {
        return Bus.events(Topics.DISCLOSURE_EVENTS, person.id().toString(), DataDisclosed.class);
    }

    @Test
    @Tag("SH-2")
    @Tag("SH-3")
    void theRecipientPullsTheCopyOnceAndThatIsRecorded() {
        var person = Person.registered();
        var requestId = asked(person);
        person.see(requestId).body("recipient", equalTo("Canary Homes Ltd"));
        var link = offer(person, requestId);

        var zip =
                given().urlEncodingEnabled(false)
                        .get(link)
                        .then()
                        .statusCode(200)
                        .contentType("application/zip")
                        .extract()
                        .asByteArray();

        var own =
                person.fresh()
                        .get("/v1/requests/" + requestId + "/package")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        assertThat(zip).isEqualTo(own);
        given().urlEncodingEnabled(false)
                .get(link)
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:problem:transfer-over"));
        var told = await().atMost(LONG).until(() -> disclosed(person), all -> !all.isEmpty());
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().recipient()).isEqualTo("named-by-person");
        assertThat(told.getFirst().categories()).isEqualTo(Set.of("reading"));
        assertThat(link).contains(told.getFirst().disclosureId().toString());
        person.see(requestId).body("timeline[-1].state", equalTo("TRANSFERRED"));
    }

    @Test
    @Tag("F16")
    void ofManyPullsAtOnceOneGetsIt() throws Exception {
        var person = Person.registered();
        var link = offer(person, asked(person));
        Callable<Integer> pull = () -> pull(link);

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(5)) {
            for (Future<Integer> one : threads.invokeAll(List.of(pull, pull, pull, pull, pull))) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 410, 410, 410, 410);
    }

    @Test
    void aLinkEndsWithItsTimeItsSuccessorAndThePersonsWord() {
        var person = Person.registered();
        var requestId = asked(person);
        var first = offer(person, requestId);
        var second = offer(person, requestId);
        assertThat(pull(first)).isEqualTo(410);

        person.fresh().delete(path(requestId)).then().statusCode(204);
        assertThat(pull(second)).isEqualTo(410);
        person.fresh().delete(path(requestId)).then().statusCode(409);

        var third = offer(person, requestId);
        clock.moveAll(Duration.ofHours(25));
        assertThat(pull(third)).isEqualTo(410);
        assertThat(disclosed(person)).isEmpty();
    }

    @Test
    @Tag("SE-3")
    void withoutConsentAFreshLoginOrAValidTokenNobodyGetsAnything() {
        var person = Person.registered();
        var requestId = asked(person);
        var link = offer(person, requestId);

        person.fresh().body(Map.of("consent", false)).post(path(requestId)).then().statusCode(422);
        person.fresh().body("{}").post(path(requestId)).then().statusCode(400);
        person.stale().body(YES).post(path(requestId)).then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body(YES)
                .post(path(requestId))
                .then()
                .statusCode(401);
        Person.registered().fresh().body(YES).post(path(requestId)).then().statusCode(404);
        var bare = person.open(Map.of("type", "PORTABILITY"));
        person.fresh().body(YES).post(path(bare)).then().statusCode(409);
        for (var body :
                List.of(
                        Map.of("type", "ACCESS", "recipient", "x"),
                        Map.of("type", "PORTABILITY", "recipient", " "),
                        Map.of("type", "PORTABILITY", "recipient", 7))) {
            person.fresh().body(body).post("/v1/requests").then().statusCode(400);
        }
        var token = link.substring(link.indexOf("token=") + 6);
        for (var bad :
                List.of(
                        "/v1/transfers/" + UUID.randomUUID() + "?token=" + token,
                        link.substring(0, link.indexOf('?')),
                        link.substring(0, link.length() - 9) + "AAAAAAAAA")) {
            assertThat(pull(bad)).as(bad).isEqualTo(404);
        }
        assertThat(pull(link)).isEqualTo(200);
    }

    @Test
    @Tag("I-3")
    void anErasedPersonsCopyIsNotHandedOver() {
        var person = Person.registered();
        var link = offer(person, asked(person));

        Bus.publish(
                new SubjectDirective(
                        person.id(),
                        UUID.randomUUID(),
                        SubjectDirective.Kind.ERASE,
                        9,
                        Instant.now()));

        await().atMost(LONG).until(() -> person.fresh().get("/v1/requests").statusCode() == 410);
        assertThat(pull(link)).isEqualTo(410);
    }
}
