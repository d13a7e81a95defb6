package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.RestrictionStatement;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-4")
class RestrictionTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject Subjects subjects;
    @Inject ProbeNotes notes;
    @Inject Database database;
    @Inject MeterRegistry metrics;

    @Test
    void whatAddsDataIsRefusedAndReadingIsNot() {
        var person = registered();
        write(person).statusCode(201);

        inForce(Restrictions.everything(person, 1));

        write(person)
                .statusCode(423)
                .body("type", equalTo("urn:problem:processing-restricted"))
                .body("status", equalTo(423));
        app(person).get("/v1/probes").then().statusCode(200);
        assertThat(notes.count(person)).isEqualTo(1);
    }

    @Test
    void aLiftEndsIt() {
        var person = registered();
        inForce(Restrictions.everything(person, 1));

        Bus.publish(Restrictions.lifted(person, 2));

        await().atMost(LONG).untilAsserted(() -> write(person).statusCode(201));
    }

    @Test
    void itsEndAloneDoesNotEndItForThePersonIsToldFirst() {
        var person = registered();
        var requestId = UUID.randomUUID();
        var past = new Restriction(requestId, Set.of(), Set.of(), THEN);

        inForce(
                new SubjectDirective(
                        person, requestId, Kind.RESTRICT, 1, List.of(past), Instant.now()));

        write(person).statusCode(423);
    }

    @Test
    void aScopeOfCategoriesLeavesTheOthersAlone() {
        var person = registered();

        inForce(Restrictions.of(person, 1, Set.of("profile", "health"), Set.of()));

        write(person).statusCode(201);
        assertThatThrownBy(() -> notes.keepSecret(person, "x"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal ->
                                assertThat(refusal.problem())
                                        .isEqualTo(CommonProblem.PROCESSING_RESTRICTED));
    }

    @Test
    void aScopeOfOtherServicesIsAnsweredButRestrictsNothingHere() {
        var person = registered();
        var elsewhere = Restrictions.of(person, 1, Set.of(), Set.of("device", "consent"));

        Bus.publish(elsewhere);

        awaitAnswer(person, 1);
        write(person).statusCode(201);
    }

    @Test
    void severalAreInForceTogetherAndTheNewestDirectiveSaysAll() {
        var person = registered();
        var profile = new Restriction(UUID.randomUUID(), Set.of("profile"), Set.of(), null);
        var message = new Restriction(UUID.randomUUID(), Set.of("message"), Set.of(), null);

        Bus.publish(directive(person, 2, Kind.RESTRICT, profile, message));
        awaitAnswer(person, 2);
        write(person).statusCode(423);
        assertThatThrownBy(() -> notes.keepSecret(person, "x"))
                .isInstanceOf(ProblemException.class);

        Bus.publish(directive(person, 3, Kind.LIFT, profile));
        awaitAnswer(person, 3);
        write(person).statusCode(201);
        assertThatThrownBy(() -> notes.keepSecret(person, "x"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whoIsRestrictedBeforeTheyAreHeardOfStaysSo() {
        var person = UUID.randomUUID();
        Bus.publish(Restrictions.everything(person, 1));
        awaitAnswer(person, 1);

        awaitApplied(List.of(Bus.publish(registration(person))));

        write(person).statusCode(423);
    }

    @Test
    void howeverDirectivesArriveTheHighestNumberCounts() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            var person = UUID.randomUUID();
            var ordered =
                    new ArrayList<>(
                            LongStream.rangeClosed(1, 8)
                                    .mapToObj(epoch -> either(person, epoch, random))
                                    .toList());
            var last = ordered.getLast();
            var deliveries = new ArrayList<>(ordered);
            deliveries.addAll(ordered.subList(0, random.nextInt(8)));
            Collections.shuffle(deliveries, random);

            deliveries.forEach(Bus::publish);

            int all = deliveries.size();
            await("seed %d, round %d".formatted(seed, round))
                    .atMost(LONG)
                    .until(() -> answers(person).size() == all);
            assertThat(subjects.live(person).restrictions())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(last.restrictions());
        }
    }

    @Test
    @Tag("RI-3")
    void anErasureIsNeverHiddenWhateverTheOrder() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            var person = UUID.randomUUID();
            var deliveries =
                    new ArrayList<>(
                            List.of(
                                    Restrictions.everything(person, 1),
                                    Restrictions.lifted(person, 2),
                                    Restrictions.everything(person, 3),
                                    new SubjectDirective(
                                            person, UUID.randomUUID(), Kind.ERASE, 4, THEN)));
            Collections.shuffle(deliveries, random);

            var ids = new ArrayList<>(deliveries.stream().map(Bus::publish).toList());
            ids.add(Bus.publish(registration(person)));

            awaitApplied(ids);
            assertThat(subjects.state(person))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Subjects.State.ERASED);
            assertThat(column(person)).as("seed %d, round %d", seed, round).isEqualTo("[]");
            write(person).statusCode(410);
        }
    }

    @Test
    void itIsAnsweredUnderTheKeyOfTheServiceEachTimeItIsAsked() {
        var person = registered();
        var directive = Restrictions.everything(person, 7);

        Bus.publish(directive);
        Bus.publish(directive);

        await().atMost(LONG).untilAsserted(() -> assertThat(answers(person)).hasSize(2));
        var keys = KeySet.parse(ParticipantKeys.publicKeys());
        assertThat(answers(person))
                .allSatisfy(answer -> {
                    assertThat(answer.kind()).isEqualTo(Kind.RESTRICT);
                    assertThat(answer.requestId()).isEqualTo(directive.requestId());
                    assertThat(answer.service()).isEqualTo("account");
                    assertThat(keys.verify(RestrictionStatement.TYPE, answer.statement()))
                            .hasValueSatisfying(said -> {
                                assertThat(said.keyId()).isEqualTo("account-1");
                                assertThat(said.payload()).contains(person.toString());
                            });
                });
    }

    @Test
    void nothingBeginsAfterItIsInForce() throws Exception {
        var person = registered();
        var stop = new AtomicBoolean();
        var writer =
                CompletableFuture.runAsync(() -> {
                    while (!stop.get()) {
                        write(person);
                    }
                });
        await().atMost(LONG).until(() -> notes.count(person) > 0);

        inForce(Restrictions.everything(person, 1));

        long then = notes.count(person);
        write(person).statusCode(423);
        stop.set(true);
        writer.get();
        assertThat(notes.count(person)).isEqualTo(then);
    }

    @Test
    @Tag("I-8")
    void theTimeToItsEffectIsMeasured() {
        var timer = metrics.get("restriction.propagation").timer();
        long before = timer.count();
        var person = registered();

        inForce(Restrictions.everything(person, 1));
        awaitApplied(List.of(Bus.publish(Restrictions.everything(person, 1))));

        // Once: the second changes nothing.
        assertThat(timer.count()).isEqualTo(before + 1);
        assertThat(timer.max(TimeUnit.SECONDS)).isGreaterThan(0);
    }

    @Test
    void aDirectiveFromBeforeRestrictionsIsReadAsItWas() throws Exception {
        var person = UUID.randomUUID();
        var old =
                """
                {"accountId":"%s","at":"%s","epoch":1,"kind":"ERASE","requestId":"%s"}\
                """
                        .formatted(person, THEN, UUID.randomUUID());

        var read = EventJson.read(old.getBytes(UTF_8), SubjectDirective.class);

        assertThat(read.restrictions()).isEmpty();
        assertThat(read.kind()).isEqualTo(Kind.ERASE);
    }

    private static SubjectDirective either(UUID person, long epoch, Random random) {
        return random.nextBoolean()
                ? Restrictions.lifted(person, epoch)
                : Restrictions.of(
                        person,
                        epoch,
                        random.nextBoolean() ? Set.of("location") : Set.of(),
                        Set.of());
    }

    private static SubjectDirective directive(
            UUID person, long epoch, Kind kind, Restriction... inForce) {
        return new SubjectDirective(
                person, UUID.randomUUID(), kind, epoch, List.of(inForce), Instant.now());
    }

    private void inForce(SubjectDirective directive) {
        Bus.publish(directive);
        await().atMost(LONG)
                .until(() -> !subjects.live(directive.accountId()).restrictions().isEmpty());
    }

    private void awaitApplied(List<UUID> ids) {
        await().atMost(LONG)
                .until(() ->
                        database.query(
                                                "SELECT event_id FROM inbox_event WHERE event_id = ANY (?)",
                                                rows -> rows.getObject("event_id", UUID.class),
                                                (Object) ids.toArray(UUID[]::new))
                                        .size()
                                == ids.size());
    }

    private void awaitAnswer(UUID person, long epoch) {
        await().atMost(LONG)
                .until(() -> answers(person).stream().anyMatch(one -> one.epoch() == epoch));
    }

    private static List<DirectiveOutcome> answers(UUID person) {
        return Bus.events(Topics.DIRECTIVE_OUTCOMES, person.toString(), DirectiveOutcome.class)
                .stream()
                .filter(outcome -> !outcome.ofErasure())
                .toList();
    }

    private String column(UUID person) {
        return database.first(
                        "SELECT restriction FROM data_subject WHERE account_id = ?",
                        rows -> rows.getString("restriction"),
                        person)
                .orElseThrow();
    }

    private UUID registered() {
        var person = UUID.randomUUID();
        Bus.publish(registration(person));
        await().atMost(LONG).until(() -> subjects.state(person) == Subjects.State.LIVE);
        return person;
    }

    private static AccountRegistered registration(UUID person) {
        return new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN);
    }

    private static RequestSpecification app(UUID person) {
        return given().auth().oauth2(Tokens.user(person)).contentType(ContentType.JSON);
    }

    private static ValidatableResponse write(UUID person) {
        return app(person).body(Map.of("text", "note", "times", 1)).post("/v1/probes").then();
    }
}
