package com.bestqi.dsr.restriction;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-4")
class RestrictionFlowTest {
    /** What stays open under a restriction, and why: everything here is about rights. */
    private static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("POST /v1/requests", "request"),
                    Map.entry("GET /v1/requests", "own data"),
                    Map.entry("GET /v1/requests/{id}", "own data"),
                    Map.entry("GET /v1/requests/preview", "own data"),
                    Map.entry("GET /v1/requests/{id}/package", "export"),
                    Map.entry("GET /v1/requests/{id}/certificate", "own data"),
                    Map.entry("POST /v1/requests/{id}/verification", "request"),
                    Map.entry("DELETE /v1/requests/{id}", "request"),
                    Map.entry("GET /v1/erasures/{requestId}", "erasure"),
                    Map.entry("GET /v1/certificates/keys", "about nobody"),
                    Map.entry("GET /v1/data-categories", "about nobody"),
                    Map.entry("POST /v1/feedback", "request"),
                    Map.entry("GET /v1/feedback", "own data"),
                    Map.entry("GET /v1/feedback/{id}", "own data"),
                    Map.entry("GET /v1/feedback/{id}/attachments/{attachmentId}", "own data"),
                    Map.entry("POST /v1/feedback/{id}/messages", "request"),
                    Map.entry("GET /v1/admin/feedback", "request"),
                    Map.entry("GET /v1/admin/feedback/{id}", "request"),
                    Map.entry("GET /v1/admin/feedback/{id}/attachments/{attachmentId}", "request"),
                    Map.entry("POST /v1/admin/feedback/{id}/answers", "request"),
                    Map.entry("POST /v1/admin/feedback/{id}/request", "request"),
                    Map.entry("GET /v1/admin/requests", "request"),
                    Map.entry("GET /v1/admin/requests/{id}", "request"),
                    Map.entry("POST /v1/admin/requests/{id}/extension", "request"),
                    Map.entry("POST /v1/admin/requests/{id}/rejection", "request"),
                    Map.entry("POST /v1/admin/requests/{id}/completion", "request"),
                    Map.entry("POST /v1/admin/requests/{id}/hold", "legal claims"),
                    Map.entry("POST /v1/admin/requests/{id}/release", "legal claims"),
                    Map.entry("POST /v1/admin/holds", "legal claims"),
                    Map.entry("GET /v1/admin/holds", "legal claims"),
                    Map.entry("GET /v1/admin/holds/{holdId}", "legal claims"),
                    Map.entry("POST /v1/admin/holds/{holdId}/release", "legal claims"),
                    Map.entry(
                            "GET /v1/admin/feedback/{id}/diagnosis",
                            "device-service refuses it for what is restricted"),
                    Map.entry("POST /v1/requests/{id}/transfer", "export"),
                    Map.entry("DELETE /v1/requests/{id}/transfer", "export"),
                    Map.entry("GET /v1/transfers/{transferId}", "export, at the person's wish"),
                    Map.entry("GET /v1/opendsr/discovery", "about nobody"),
                    Map.entry("GET /v1/opendsr/certificate", "about nobody"),
                    Map.entry("POST /v1/opendsr/requests", "request"),
                    Map.entry("GET /v1/opendsr/requests/{id}", "request"),
                    Map.entry("DELETE /v1/opendsr/requests/{id}", "request"),
                    Map.entry("POST /v1/requests/by-mail", "request"),
                    Map.entry("POST /v1/requests/by-mail/{id}/verification", "request"),
                    Map.entry("GET /v1/admin/audit", "legal claims"),
                    Map.entry("GET /v1/admin/data-map", "about nobody"));

    private final Database database;
    private final Subjects subjects;
    private final MovableClock clock;

    RestrictionFlowTest(Database database, Subjects subjects, MovableClock clock) {
        this.database = database;
        this.subjects = subjects;
        this.clock = clock;
    }

    @AfterEach
    void presentTime() {
        clock.reset();
    }

    @Test
    void everyRouteIsReviewed() {
        assertThat(OPEN.keySet()).containsExactlyInAnyOrderElementsOf(Restrictions.routes());
    }

    @Test
    void itIsActiveOnlyWhenItIsInForceInEveryService() {
        var person = Applicant.registered();

        var requestId = person.restrict(Map.of("type", "RESTRICTION"));

        var directive = person.directive(1);
        assertThat(directive.kind()).isEqualTo(Kind.RESTRICT);
        assertThat(directive.requestId()).isEqualTo(requestId);
        assertThat(directive.restrictionsOf("device")).hasSize(1);
        person.answer(directive, List.of("account", "consent", "device"));
        person.see(requestId, "RUNNING", false);
        person.answer(directive, List.of("notification"));
        person.see(requestId, "COMPLETED", true);
        person.calls()
                .get("/v1/requests/" + requestId)
                .then()
                .body("timeline.state", equalTo(List.of("RECEIVED", "RUNNING", "COMPLETED")));
    }

    @Test
    void thePersonLiftsIt() {
        var person = Applicant.registered();
        var requestId = person.restrict(Map.of("type", "RESTRICTION"));
        person.answerAll(person.directive(1));
        person.see(requestId, "COMPLETED", true);

        person.calls().delete("/v1/requests/" + requestId).then().statusCode(204);
        person.calls().delete("/v1/requests/" + requestId).then().statusCode(204);

        person.see(requestId, "COMPLETED", false);
        var lift = person.directive(2);
        assertThat(lift.kind()).isEqualTo(Kind.LIFT);
        assertThat(lift.requestId()).isEqualTo(requestId);
        assertThat(lift.restrictions()).isEmpty();
        assertThat(person.directives(0)).allMatch(one -> one.epoch() <= 2);
        assertThat(person.messages()).isEmpty();
        await().until(() -> subjects.live(person.id()).restrictions().isEmpty());
    }

    @Test
    void takenBackBeforeItIsInForceItIsCancelled() {
        var person = Applicant.registered();
        var requestId = person.restrict(Map.of("type", "RESTRICTION"));

        person.calls().delete("/v1/requests/" + requestId).then().statusCode(204);

        person.answerAll(person.directive(1));
        person.answerAll(person.directive(2));
        await().atMost(Duration.ofSeconds(20)).until(() -> awaited(requestId) == 0);
        person.see(requestId, "CANCELLED", false);
    }

    @Test
    void severalHoldTogetherAndEachDirectiveNamesAll() {
        var person = Applicant.registered();
        var one =
                person.restrict(
                        Map.of(
                                "type",
                                "RESTRICTION",
                                "scope",
                                Map.of("categories", List.of("location"))));
        var two =
                person.restrict(
                        Map.of(
                                "type",
                                "RESTRICTION",
                                "scope",
                                Map.of("services", List.of("device", "consent"))));

        var both = person.directive(2);
        assertThat(both.restrictions())
                .extracting(SubjectDirective.Restriction::requestId)
                .containsExactly(one, two);
        person.answerAll(both);
        person.see(one, "COMPLETED", true);
        person.see(two, "COMPLETED", true);
        person.calls().delete("/v1/requests/" + one).then().statusCode(204);
        assertThat(person.directive(3).restrictions())
                .extracting(SubjectDirective.Restriction::requestId)
                .containsExactly(two);
        person.calls()
                .get("/v1/requests")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].scope.services", equalTo(List.of("consent", "device")));
    }

    @Test
    void itEndsByItselfButOnlyAfterThePersonWasTold() {
        var person = Applicant.registered();
        var until = clock.instant().plus(Duration.ofDays(4));
        var requestId = person.restrictUntil(until);
        person.answerAll(person.directive(1));
        person.see(requestId, "COMPLETED", true);

        clock.moveAll(Duration.ofDays(3).plusMinutes(1));

        var told = person.awaitMessage();
        assertThat(told.template()).isEqualTo("restriction-lifting");
        assertThat(told.parameters()).containsEntry("requestId", requestId.toString());
        assertThat(Instant.parse(told.parameters().get("until"))).isAfterOrEqualTo(until);
        person.see(requestId, "COMPLETED", true);
        assertThat(person.directives(0)).noneMatch(one -> one.kind() == Kind.LIFT);

        clock.moveAll(Duration.ofDays(1).plusMinutes(1));

        assertThat(person.directive(2).kind()).isEqualTo(Kind.LIFT);
        person.see(requestId, "COMPLETED", false);
        assertThat(person.messages()).hasSize(1);
    }

    @Test
    void wasTheServiceAwayThePersonIsStillToldFirstAndHasTheirTime() {
        var person = Applicant.registered();
        var until = clock.instant().plus(Duration.ofDays(4));
        var requestId = person.restrictUntil(until);
        person.answerAll(person.directive(1));
        person.see(requestId, "COMPLETED", true);

        clock.moveAll(Duration.ofDays(10));

        var told = person.awaitMessage();
        assertThat(Instant.parse(told.parameters().get("until")))
                .isAfter(until.plus(Duration.ofDays(6)));
        person.see(requestId, "COMPLETED", true);
        clock.moveAll(Duration.ofDays(1).plusMinutes(1));
        person.see(requestId, "COMPLETED", false);
        assertThat(person.messages()).hasSize(1);
    }

    @Test
    @Tag("F10")
    void aClockThatStepsEndsNoRestrictionEarlyAndNoneTwice() {
        var person = Applicant.registered();
        var until = Instant.now().plus(Duration.ofMinutes(40));
        var requestId = person.restrictUntil(until);
        person.answerAll(person.directive(1));
        person.see(requestId, "COMPLETED", true);

        clock.move(Duration.ofHours(1));
        theWorkerHasBeenRound();
        assertThat(person.messages()).isEmpty();

        clock.moveAll(Duration.ofMinutes(25));
        person.awaitMessage();
        theWorkerHasBeenRound();
        person.see(requestId, "COMPLETED", true);

        clock.moveAll(Duration.ofMinutes(90));
        assertThat(person.directive(2).kind()).isEqualTo(Kind.LIFT);
        clock.move(Duration.ofHours(-3));
        theWorkerHasBeenRound();
        clock.move(Duration.ofHours(3));
        theWorkerHasBeenRound();
        person.see(requestId, "COMPLETED", false);
        assertThat(person.messages()).hasSize(1);
        assertThat(person.directives(0)).allMatch(one -> one.epoch() <= 2);
    }

    /** Somebody else's order is reminded of, which comes after all that was due before. */
    private void theWorkerHasBeenRound() {
        var other = Applicant.registered();
        var freshByThisClock =
                Map.<String, Object>of("auth_time", clock.instant().getEpochSecond());
        given().auth()
                .oauth2(Tokens.with(other.id(), List.of("user"), freshByThisClock))
                .contentType(ContentType.JSON)
                .body(Map.of("type", "RESTRICTION"))
                .post("/v1/requests")
                .then()
                .statusCode(201);
        other.directives(2);
    }

    @Test
    void whoIsSilentIsRemindedWithTheNewestDirective() {
        var person = Applicant.registered();
        var one = person.restrict(Map.of("type", "RESTRICTION"));
        var two = person.restrict(Map.of("type", "RESTRICTION"));

        var last = person.directives(4).getLast();

        assertThat(last.epoch()).isEqualTo(2);
        assertThat(last.restrictions())
                .extracting(SubjectDirective.Restriction::requestId)
                .containsExactly(one, two);
    }

    @Test
    @Tag("RI-3")
    void afterTheErasureWasOrderedNoDirectiveFollows() {
        var person = Applicant.registered();
        var until = clock.instant().plus(Duration.ofDays(4));
        var requestId = person.restrictUntil(until);

        Bus.publish(new AccountDeletionConfirmed(person.id(), UUID.randomUUID(), Instant.now()));

        var erased = person.directive(2);
        assertThat(erased.kind()).isEqualTo(Kind.ERASE);
        clock.moveAll(Duration.ofDays(10));
        await().atMost(Duration.ofSeconds(20)).until(() -> rows(requestId) == 0);
        var all = person.directives(0);
        int first = all.stream().map(SubjectDirective::kind).toList().indexOf(Kind.ERASE);
        assertThat(all.subList(first, all.size()))
                .allMatch(one -> one.kind() == Kind.ERASE && one.epoch() == erased.epoch());
        person.calls()
                .body(Map.of("type", "RESTRICTION"))
                .post("/v1/requests")
                .then()
                .statusCode(410);
        assertThat(person.messages()).isEmpty();
    }

    @Test
    @Tag("RI-3")
    void inARaceTheErasureHasTheLastWord() {
        for (int round = 0; round < 6; round++) {
            var person = Applicant.registered();
            var asking =
                    CompletableFuture.runAsync(() -> {
                        int status = 201;
                        for (int i = 0; i < 15 && status != 410; i++) {
                            status =
                                    person.calls()
                                            .body(Map.of("type", "RESTRICTION"))
                                            .post("/v1/requests")
                                            .statusCode();
                            assertThat(status).isIn(201, 410);
                        }
                    });

            Bus.publish(
                    new AccountDeletionConfirmed(person.id(), UUID.randomUUID(), Instant.now()));

            asking.join();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            person.directives(0).stream()
                                    .anyMatch(one -> one.kind() == Kind.ERASE));
            await().atMost(Duration.ofSeconds(20)).until(() -> unsent(person.id()) == 0);
            var all = person.directives(0);
            var erasure = all.getLast();
            assertThat(erasure.kind()).isEqualTo(Kind.ERASE);
            assertThat(all).extracting(SubjectDirective::epoch).isSorted();
            assertThat(all)
                    .filteredOn(one -> one.epoch() == erasure.epoch())
                    .allMatch(one -> one.kind() == Kind.ERASE);
        }
    }

    private long unsent(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM outbox_message WHERE key = ?",
                        rows -> rows.getLong("n"),
                        accountId.toString())
                .orElseThrow();
    }

    @Test
    void manyAtOnceAreNumberedOneByOneAndBounded() throws Exception {
        var person = Applicant.registered();
        var statuses = new ArrayList<Integer>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 24; i++) {
                calls.add(
                        threads.submit(() ->
                                person.calls()
                                        .header("Idempotency-Key", UUID.randomUUID().toString())
                                        .body(Map.of("type", "RESTRICTION"))
                                        .post("/v1/requests")
                                        .statusCode()));
            }
            for (var call : calls) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).containsOnly(201, 409).filteredOn(status -> status == 201).hasSize(20);
        for (int i = 1; i <= 20; i++) {
            assertThat(person.directive(i).restrictions()).hasSize(i);
        }
    }

    @Test
    void anAnswerThatIsForgedOrToNothingIsParked() {
        var person = Applicant.registered();
        var requestId = person.restrict(Map.of("type", "RESTRICTION"));
        var directive = person.directive(1);

        person.answerWrongly(directive);
        person.answer(
                new SubjectDirective(
                        person.id(), requestId, Kind.RESTRICT, 9, List.of(), Instant.now()),
                List.of("device"));

        await().atMost(Duration.ofSeconds(20)).until(() -> parked(person.id()) == 2);
        assertThat(awaited(requestId)).isGreaterThanOrEqualTo(4);
    }

    private long awaited(UUID requestId) {
        return database.first(
                        "SELECT cardinality(awaited) AS n FROM restriction_request"
                                + " WHERE request_id = ?",
                        rows -> rows.getLong("n"),
                        requestId)
                .orElseThrow();
    }

    private long rows(UUID requestId) {
        return database.first(
                        "SELECT count(*) AS n FROM restriction_request WHERE request_id = ?",
                        rows -> rows.getLong("n"),
                        requestId)
                .orElseThrow();
    }

    private long parked(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM parked_event WHERE key = ?",
                        rows -> rows.getLong("n"),
                        accountId.toString())
                .orElseThrow();
    }
}
