package com.bestqi.dsr.erasure;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.dsr.restriction.Applicant;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Hold;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
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
@Tag("PU-5")
class HoldFlowTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Map<String, Object> CLAIM =
            Map.of("ground", "LEGAL_CLAIM", "reference", "AZ-17/26");

    private final Story story;
    private final MovableClock clock;

    HoldFlowTest(Story story, MovableClock clock) {
        this.story = story;
        this.clock = clock;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static RequestSpecification staff(String role) {
        return given().auth()
                .oauth2(Tokens.staff(UUID.randomUUID(), role))
                .contentType(ContentType.JSON);
    }

    private static RequestSpecification officer() {
        return staff("privacy-officer");
    }

    private static String place(Person person, Map<String, ?> hold) {
        return officer()
                .body(Map.of("accountId", person.id(), "hold", hold))
                .post("/v1/admin/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("holdId");
    }

    private static Map<String, Object> claim(String field, Object value) {
        return Map.of("ground", "LEGAL_CLAIM", field, value);
    }

    private static AccountDeletionConfirmed leave(Person person) {
        var event =
                new AccountDeletionConfirmed(person.id(), UUID.randomUUID(), Story.CONFIRMED_AT);
        Bus.publish(event);
        return event;
    }

    /** The ERASE of this number. */
    private static SubjectDirective erase(Person person, long epoch) {
        return await().atMost(LONG)
                .until(
                        () ->
                                Participants.directives(person.id()).stream()
                                        .filter(sent ->
                                                sent.kind() == Kind.ERASE && sent.epoch() == epoch)
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static void answerWithRest(ErasureCase running, String service, long remaining) {
        var said =
                new OutcomeStatement(
                        service,
                        running.requestId(),
                        running.accountId(),
                        running.epoch(),
                        Instant.parse("2026-11-22T10:00:00Z"),
                        List.of(
                                new StoreOutcome("reading", "reading", 5, remaining),
                                new StoreOutcome("phone", "phone", 1, 0)),
                        remaining == 0);
        Bus.publish(Participants.outcome(said, ParticipantKeys.sign(said)));
    }

    private ErasureCase partial(Person person) {
        var event = leave(person);
        var running = story.running(event);
        Participants.answer(running, List.of("account", "consent", "notification"));
        answerWithRest(running, "device", 2);
        return story.inState(event.requestId(), CaseState.PARTIAL);
    }

    @Test
    @Tag("RI-3")
    @Tag("I-5")
    void anErasureUnderHoldIsPartialAndItsReleaseMakesItComplete() {
        var person = Person.registered();
        var holdId = place(person, claim("categories", List.of("reading")));

        var partial = partial(person);

        var named = erase(person, 2).held();
        assertThat(named).extracting(hold -> hold.holdId().toString()).containsExactly(holdId);
        var first = story.certificate(partial);
        assertThat(first.result()).isEqualTo("partial");
        assertThat(first.kept())
                .containsExactly(
                        new Certificate.Kept(
                                "device",
                                "reading",
                                "legal hold "
                                        + holdId
                                        + ", it is needed for a legal claim (GDPR 17(3)(e))",
                                "the hold is released"));
        assertThat(first.statement()).contains("legal hold", "What this does not claim");
        assertThat(story.mail(partial.requestId())).isEqualTo("SENT");
        assertThat(story.addresses(person.id())).isZero();

        officer().post("/v1/admin/holds/" + holdId + "/release").then().statusCode(200);

        assertThat(erase(person, 3).held()).isEmpty();
        var again = story.inState(partial.requestId(), CaseState.RUNNING);
        assertThat(again.certificate()).isEqualTo(partial.certificate());
        Participants.answer(again, Participants.OTHERS);
        var last = story.certificate(story.inState(partial.requestId(), CaseState.COMPLETED));
        assertThat(last.result()).isEqualTo("complete");
        assertThat(last.kept()).isEmpty();
        assertThat(last.supersedes()).isEqualTo(first.jti()).isNotEqualTo(last.jti());
        assertThat(story.mail(partial.requestId())).isEqualTo("SENT");
        officer().get("/v1/admin/holds/" + holdId).then().body("state", equalTo("RELEASED"));
    }

    @Test
    @Tag("RI-3")
    void theDateOfAHoldFinishesTheErasureByItself() {
        var person = Person.registered();
        var until = clock.instant().plus(Duration.ofDays(400));
        place(person, claim("until", until.toString()));
        var partial = partial(person);
        assertThat(story.certificate(partial).kept().getFirst().until()).startsWith("202");

        clock.moveAll(Duration.ofDays(401));

        assertThat(erase(person, 3).held()).isEmpty();
        Participants.answer(
                story.inState(partial.requestId(), CaseState.RUNNING), Participants.OTHERS);
        story.inState(partial.requestId(), CaseState.COMPLETED);
    }

    @Test
    @Tag("F10")
    void aClockThatIsAheadEndsNoHold() {
        var person = Person.registered();
        var holdId = place(person, claim("until", clock.instant().plusSeconds(600).toString()));

        clock.move(Duration.ofHours(1));
        story.applied(Topics.DIRECTIVE_OUTCOMES, person.id());

        officer().get("/v1/admin/holds/" + holdId).then().body("state", equalTo("IN_FORCE"));
    }

    @Test
    @Tag("I-6")
    void everyDirectiveNamesWhatIsUnderHoldAndSoDoesTheDatabasePutBack() {
        var person = Person.registered();
        var holdId = place(person, CLAIM);
        var restriction = person.open(Map.of("type", "RESTRICTION"));

        var newest = new Applicant(person.id()).directive(2);
        assertThat(newest.restrictions()).hasSize(1);
        assertThat(newest.held()).extracting(Hold::holdId).hasToString("[" + holdId + "]");
        new Applicant(person.id()).answerAll(newest);
        person.reaches(restriction, "COMPLETED");
        await().atMost(LONG)
                .untilAsserted(() ->
                        officer()
                                .get("/v1/admin/holds/" + holdId)
                                .then()
                                .body("awaited", hasSize(0)));

        var other = Person.registered();
        var lost =
                new Hold(
                        UUID.randomUUID(),
                        Hold.Ground.AUTHORITY_ORDER,
                        Set.of(),
                        Set.of("reading"),
                        Set.of(),
                        null);
        Bus.publish(
                new SubjectDirective(
                        other.id(),
                        lost.holdId(),
                        Kind.HOLD,
                        5,
                        List.of(),
                        List.of(),
                        List.of(lost),
                        Instant.now()));
        await().atMost(LONG)
                .untilAsserted(() ->
                        officer()
                                .get("/v1/admin/holds?accountId=" + other.id())
                                .then()
                                .body("items.holdId", hasItem(lost.holdId().toString())));
        Bus.publish(
                new SubjectDirective(
                        other.id(), lost.holdId(), Kind.RELEASE, 6, List.of(), Instant.now()));
        await().atMost(LONG)
                .untilAsserted(() ->
                        officer()
                                .get("/v1/admin/holds?accountId=" + other.id())
                                .then()
                                .body("items.state", hasItem("RELEASED")));
    }

    @Test
    @Tag("I-3")
    void thisServiceKeepsItsOwnRowsOutOfSight() {
        var person = Person.registered();
        giveFeedback(person);
        place(person, Map.of("ground", "LEGAL_CLAIM", "services", List.of("dsr")));
        var event = leave(person);
        Participants.answer(story.running(event), Participants.OTHERS);

        var over = story.inState(event.requestId(), CaseState.PARTIAL);

        assertThat(story.certificate(over).kept())
                .anyMatch(kept -> kept.service().equals("dsr") && kept.store().equals("feedback"));
        assertThat(
                        story.count(
                                "SELECT count(*) AS n FROM feedback WHERE account_id = ?",
                                person.id()))
                .isZero();
        assertThat(
                        story.count(
                                "SELECT count(*) AS n FROM held_record WHERE account_id = ?"
                                        + " AND store = 'feedback'",
                                person.id()))
                .isEqualTo(1);
        person.fresh().get("/v1/feedback").then().statusCode(410);

        officer()
                .post("/v1/admin/requests/" + event.requestId() + "/release")
                .then()
                .statusCode(200);
        Participants.answer(
                story.inState(event.requestId(), CaseState.RUNNING), Participants.OTHERS);

        story.inState(event.requestId(), CaseState.COMPLETED);
        assertThat(
                        story.count(
                                "SELECT count(*) AS n FROM held_record WHERE account_id = ?",
                                person.id()))
                .isZero();
    }

    @Test
    @Tag("RI-11")
    void anErasureOfAPartLeavesWhatIsUnderHoldAndThePersonHearsWhenItEnds() {
        var person = Person.registered();
        var holdId = place(person, Map.of("ground", "LEGAL_CLAIM", "stores", List.of("feedback")));
        giveFeedback(person);

        var requestId =
                person.open(
                        Map.of(
                                "type",
                                "ERASURE",
                                "scope",
                                Map.of(
                                        "categories",
                                        List.of("request"),
                                        "services",
                                        List.of("dsr"))));

        person.reaches(requestId, "PARTIAL");
        person.fresh().get("/v1/feedback").then().body("items", hasSize(1));
        officer().post("/v1/admin/holds/" + holdId + "/release").then().statusCode(200);
        person.see(requestId)
                .body("state", equalTo("PARTIAL"))
                .body("timeline[-1].state", equalTo("RELEASED"));
    }

    private static void giveFeedback(Person person) {
        given().auth()
                .oauth2(Tokens.user(person.id()))
                .multiPart(
                        "feedback",
                        "",
                        "{\"email\": \"a@b.org\", \"content\": \"canary\", \"kind\": \"QUESTION\"}"
                                .getBytes(UTF_8),
                        "application/json")
                .post("/v1/feedback")
                .then()
                .statusCode(201);
    }

    @Test
    @Tag("F16")
    void ofManyReleasesOneOrdersTheRest() throws Exception {
        var person = Person.registered();
        var holdId = place(person, claim("categories", List.of("reading")));
        var partial = partial(person);
        Callable<Integer> release =
                () -> officer().post("/v1/admin/holds/" + holdId + "/release").getStatusCode();

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> one :
                    threads.invokeAll(List.of(release, release, release, release))) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
        Participants.answer(
                story.inState(partial.requestId(), CaseState.RUNNING), Participants.OTHERS);
        story.inState(partial.requestId(), CaseState.COMPLETED);
        assertThat(story.find(partial.requestId()).epoch()).isEqualTo(3);
    }

    @Test
    @Tag("F9")
    void anAnswerToTheFirstOrderThatComesLateIsNotTakenForOneToTheLast() {
        var person = Person.registered();
        place(person, claim("categories", List.of("reading")));
        var partial = partial(person);
        officer()
                .post("/v1/admin/requests/" + partial.requestId() + "/release")
                .then()
                .statusCode(200);
        var again = story.inState(partial.requestId(), CaseState.RUNNING);

        long parked = story.parked(Topics.DIRECTIVE_OUTCOMES, person.id());
        Participants.answer(partial, Participants.OTHERS);
        Participants.answer(again, List.of("account", "consent", "notification"));
        story.applied(Topics.DIRECTIVE_OUTCOMES, person.id());

        assertThat(story.find(partial.requestId()).awaited()).containsExactly("device");
        assertThat(story.parked(Topics.DIRECTIVE_OUTCOMES, person.id())).isEqualTo(parked + 1);
    }

    @Test
    @Tag("SE-1")
    void holdsAreForOfficersAndAboutPersonsThereAre() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));
        var path = "/v1/admin/requests/" + requestId + "/hold";
        var body = Map.of("accountId", person.id(), "hold", CLAIM);

        given().contentType(ContentType.JSON).body(CLAIM).post(path).then().statusCode(401);
        person.fresh().body(CLAIM).post(path).then().statusCode(403);
        staff("support-agent").body(CLAIM).post(path).then().statusCode(403);
        staff("support-agent").body(body).post("/v1/admin/holds").then().statusCode(403);
        officer()
                .body(Map.of("accountId", UUID.randomUUID(), "hold", CLAIM))
                .post("/v1/admin/holds")
                .then()
                .statusCode(404);
        officer()
                .body(CLAIM)
                .post("/v1/admin/requests/" + UUID.randomUUID() + "/hold")
                .then()
                .statusCode(404);
        officer().get("/v1/admin/holds").then().statusCode(400);
        officer().get("/v1/admin/holds?accountId=x").then().statusCode(400);
        officer().get("/v1/admin/holds/" + UUID.randomUUID()).then().statusCode(404);
        officer().post("/v1/admin/requests/" + requestId + "/release").then().statusCode(409);
        officer()
                .body(CLAIM)
                .post(path)
                .then()
                .statusCode(201)
                .body("reference", equalTo("AZ-17/26"));
        officer()
                .post("/v1/admin/requests/" + requestId + "/release")
                .then()
                .statusCode(200)
                .body("items.state", not(hasItem("IN_FORCE")));
    }

    @Test
    @Tag("SE-3")
    void aHoldThatMakesNoSenseChangesNothing() {
        var person = Person.registered();
        for (var bad :
                List.of(
                        Map.of(),
                        Map.of("ground", "BECAUSE"),
                        claim("categories", List.of("weather")),
                        claim("services", List.of("weather")),
                        claim("stores", List.of("weather; DROP TABLE legal_hold")),
                        claim("reference", "Mr Smith"),
                        claim("note", "x"))) {
            officer()
                    .body(Map.of("accountId", person.id(), "hold", bad))
                    .post("/v1/admin/holds")
                    .then()
                    .statusCode(400);
        }
        officer()
                .body(
                        Map.of(
                                "accountId",
                                person.id(),
                                "hold",
                                claim("until", "2020-01-01T00:00:00Z")))
                .post("/v1/admin/holds")
                .then()
                .statusCode(422);
        officer().get("/v1/admin/holds?accountId=" + person.id()).then().body("items", hasSize(0));
        story.running(leave(person));
        officer()
                .body(Map.of("accountId", person.id(), "hold", CLAIM))
                .post("/v1/admin/holds")
                .then()
                .statusCode(409);
    }
}
