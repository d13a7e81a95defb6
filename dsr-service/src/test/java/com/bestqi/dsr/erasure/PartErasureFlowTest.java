package com.bestqi.dsr.erasure;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.dsr.restriction.Applicant;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.SubjectDirective.PartErasure;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
@Tag("RI-11")
class PartErasureFlowTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static String ask(Person person, List<String> categories, List<String> services) {
        return person.open(
                Map.of(
                        "type",
                        "ERASURE",
                        "scope",
                        Map.of("categories", categories, "services", services)));
    }

    private static SubjectDirective directive(Person person, long epoch) {
        return new Applicant(person.id()).directive(epoch);
    }

    private static void answer(SubjectDirective about, String service, long remaining) {
        var part = about.erasures().getLast();
        var said =
                new OutcomeStatement(
                        service,
                        part.requestId(),
                        about.accountId(),
                        part.epoch(),
                        Instant.parse("2026-11-22T10:00:00Z"),
                        List.of(new StoreOutcome(service + "_things", "reading", 3, remaining)),
                        false);
        Bus.publish(
                new DirectiveOutcome(
                        about.accountId(),
                        part.requestId(),
                        part.epoch(),
                        service,
                        Kind.ERASE_PART,
                        ParticipantKeys.sign(said)));
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

    private static void seeFeedback(Person person, int count) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        person.fresh().get("/v1/feedback").then().body("items", hasSize(count)));
    }

    private static Certificate certificate(Person person, String requestId) {
        var compact =
                person.fresh()
                        .get("/v1/requests/" + requestId + "/certificate")
                        .then()
                        .statusCode(200)
                        .contentType("application/jwt")
                        .extract()
                        .asString();
        var verdict =
                new CertificateVerifier(KeySet.parse(ParticipantKeys.publicKeys())).verify(compact);
        assertThat(verdict).isInstanceOf(CertificateVerifier.Valid.class);
        return ((CertificateVerifier.Valid) verdict).certificate();
    }

    @Test
    @Tag("I-5")
    void aPartIsErasedWhereItLiesAndProven() {
        var person = Person.registered();

        var requestId = ask(person, List.of("reading"), List.of("device", "account"));
        var ordered = directive(person, 1);
        answer(ordered, "account", 0);
        person.see(requestId).body("state", equalTo("RUNNING"));
        person.fresh().get("/v1/requests/" + requestId + "/certificate").then().statusCode(409);
        answer(ordered, "device", 0);

        person.reaches(requestId, "COMPLETED");
        person.see(requestId).body("certificateUrl", notNullValue());
        assertThat(ordered.kind()).isEqualTo(Kind.ERASE_PART);
        assertThat(ordered.erasures())
                .containsExactly(
                        new PartErasure(
                                UUID.fromString(requestId),
                                1,
                                Set.of("reading"),
                                Set.of("device", "account")));
        var proof = certificate(person, requestId);
        assertThat(proof.result()).isEqualTo("partial");
        assertThat(proof.services()).hasSize(2);
        assertThat(proof.kept()).isEmpty();
        var other = Person.registered();
        other.fresh().get("/v1/requests/" + requestId + "/certificate").then().statusCode(404);
    }

    @Test
    @Tag("I-5")
    void whatTheAccountNeedsIsNamedAsKept() {
        var person = Person.registered();
        var requestId = ask(person, List.of("profile"), List.of("account"));

        answer(directive(person, 1), "account", 1);

        person.reaches(requestId, "PARTIAL");
        var proof = certificate(person, requestId);
        assertThat(proof.kept()).hasSize(1);
        assertThat(proof.kept().getFirst().store()).isEqualTo("account_things");
    }

    @Test
    @Tag("I-3")
    void aParticipantErasesThePartAndThePersonGoesOn() {
        var person = Person.registered();
        giveFeedback(person);

        var requestId = ask(person, List.of("request"), List.of("dsr"));

        person.reaches(requestId, "PARTIAL");
        seeFeedback(person, 0);
        var stores = certificate(person, requestId).services().getFirst().stores();
        assertThat(stores)
                .anyMatch(store -> store.store().equals("feedback") && store.erased() == 1);
        assertThat(stores)
                .anyMatch(store -> store.store().equals("rights_request") && store.remaining() > 0);
        giveFeedback(person);
        seeFeedback(person, 1);
    }

    @Test
    @Tag("F8")
    @Tag("I-6")
    void aPartIsErasedOnceHoweverOftenItIsNamed() {
        var person = Person.registered();
        giveFeedback(person);
        var requestId = ask(person, List.of("request"), List.of("dsr"));
        person.reaches(requestId, "PARTIAL");
        giveFeedback(person);

        var restriction = person.open(Map.of("type", "RESTRICTION"));
        var newest = directive(person, 2);

        assertThat(newest.erasures()).hasSize(1);
        assertThat(newest.restrictions()).hasSize(1);
        Bus.publish(newest);
        new Applicant(person.id()).answerAll(newest);
        person.reaches(restriction, "COMPLETED");
        seeFeedback(person, 1);
    }

    @Test
    @Tag("F8")
    @Tag("I-6")
    void aDatabasePutBackLearnsOfItFromTheNewestDirective() {
        var person = Person.registered();
        giveFeedback(person);

        Bus.publish(
                new SubjectDirective(
                        person.id(),
                        UUID.randomUUID(),
                        Kind.LIFT,
                        7,
                        List.of(),
                        List.of(
                                new PartErasure(
                                        UUID.randomUUID(), 6, Set.of("request"), Set.of("dsr"))),
                        Instant.now()));

        seeFeedback(person, 0);
    }

    @Test
    void whoStaysSilentIsReminded() {
        var person = Person.registered();
        var requestId = ask(person, List.of("reading"), List.of("device"));

        await().atMost(LONG)
                .until(
                        () ->
                                Bus.events(
                                        Topics.SUBJECT_DIRECTIVES,
                                        person.id().toString(),
                                        SubjectDirective.class),
                        sent -> sent.size() >= 2);
        answer(directive(person, 1), "device", 0);

        person.reaches(requestId, "COMPLETED");
        person.fresh().delete("/v1/requests/" + requestId).then().statusCode(409);
    }
}
