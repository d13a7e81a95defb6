package com.bestqi.dsr.staff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.dsr.restriction.Applicant;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-8")
class CaseAdminTest {
    private static final UUID OFFICER = UUID.randomUUID();
    private static final UUID OTHER_OFFICER = UUID.randomUUID();

    private final MovableClock clock;

    CaseAdminTest(MovableClock clock) {
        this.clock = clock;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static RequestSpecification staff(UUID who, String role) {
        return given().auth().oauth2(Tokens.staff(who, role)).contentType(ContentType.JSON);
    }

    private static RequestSpecification officer() {
        return staff(OFFICER, "privacy-officer");
    }

    private static String step(String requestId, String step) {
        return "/v1/admin/requests/" + requestId + "/" + step;
    }

    private static boolean queued(String requestId, String query) {
        String next = "";
        while (next != null) {
            var page =
                    officer()
                            .get(
                                    "/v1/admin/requests?limit=200"
                                            + query
                                            + (next.isEmpty() ? "" : "&cursor=" + next))
                            .then()
                            .statusCode(200)
                            .extract();
            List<String> ids = page.path("items.requestId");
            if (ids.contains(requestId)) {
                return true;
            }
            next = page.path("next");
        }
        return false;
    }

    @Test
    void theQueueCountsDownAndIsFiltered() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));

        assertThat(queued(requestId, "")).isTrue();
        assertThat(queued(requestId, "&state=RUNNING&overdue=false")).isTrue();
        assertThat(queued(requestId, "&overdue=true")).isFalse();
        assertThat(queued(requestId, "&state=COMPLETED")).isFalse();

        clock.moveAll(Duration.ofDays(31));

        assertThat(queued(requestId, "&overdue=true")).isTrue();
    }

    @Test
    @Tag("SE-1")
    void theQueueIsForThoseWhoMay() {
        var path = "/v1/admin/requests";
        given().get(path).then().statusCode(401);
        Person.registered().fresh().get(path).then().statusCode(403);
        staff(UUID.randomUUID(), "auditor").get(path).then().statusCode(403);
        staff(UUID.randomUUID(), "support-agent").get(path).then().statusCode(200);
        var requestId = Person.registered().open(Map.of("type", "OBJECTION"));
        staff(UUID.randomUUID(), "support-agent")
                .body(Map.of("ground", "canary"))
                .post(step(requestId, "rejection"))
                .then()
                .statusCode(403);
        for (var bad : List.of("?state=LOST", "?overdue=1", "?limit=201", "?cursor=eA")) {
            officer().get(path + bad).then().statusCode(400);
        }
        officer().get(path + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void anAnswerIsPutOffOnceWithANotice() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));
        String due = person.see(requestId).extract().path("dueAt");

        officer()
                .body(Map.of("reason", "r", "dueAt", "2099-01-01T00:00:00Z"))
                .post(step(requestId, "extension"))
                .then()
                .statusCode(422);
        officer().body("{}").post(step(requestId, "extension")).then().statusCode(400);
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            officer()
                    .header("Idempotency-Key", key)
                    .body(Map.of("reason", "canary reason"))
                    .post(step(requestId, "extension"))
                    .then()
                    .statusCode(200)
                    .body("requestId", equalTo(requestId))
                    .body("timeline[-1].note", equalTo("canary reason"));
        }

        person.see(requestId)
                .body("timeline[-1].state", equalTo("EXTENDED"))
                .body("timeline[-1].note", equalTo("canary reason"));
        assertThat(person.see(requestId).extract().<String>path("dueAt")).isGreaterThan(due);
        officer()
                .body(Map.of("reason", "again"))
                .post(step(requestId, "extension"))
                .then()
                .statusCode(409);
        await().until(
                        () ->
                                Bus.events(
                                        Topics.MESSAGE_REQUESTS,
                                        person.id().toString(),
                                        MessageRequested.class),
                        told ->
                                told.stream()
                                        .anyMatch(m -> m.template().equals("request-extended")));
    }

    @Test
    void aRejectionTakesTwoPeople() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));
        var body = Map.of("ground", "canary ground");

        officer().body(body).post(step(requestId, "rejection")).then().statusCode(202);
        person.see(requestId).body("state", equalTo("RUNNING"));
        officer()
                .body(body)
                .post(step(requestId, "rejection"))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:four-eyes"));
        staff(OTHER_OFFICER, "privacy-officer")
                .body(Map.of("ground", "agreed"))
                .post(step(requestId, "rejection"))
                .then()
                .statusCode(200)
                .body("state", equalTo("REJECTED"));

        person.see(requestId)
                .body("state", equalTo("REJECTED"))
                .body("timeline[-1].note", equalTo("canary ground"));
        officer().body(body).post(step(requestId, "rejection")).then().statusCode(409);
    }

    @Test
    @Tag("RI-2")
    void staffAnswerWhatWaitsForThemAlone() {
        var person = Person.registered();
        var mine =
                person.open(
                        Map.of(
                                "type",
                                "RECTIFICATION",
                                "correction",
                                Map.of("field", "device.name", "value", "canary value")));
        var restriction = person.open(Map.of("type", "RESTRICTION"));

        officer()
                .get("/v1/admin/requests/" + mine)
                .then()
                .statusCode(200)
                .body("field", equalTo("device.name"))
                .body("value", equalTo("canary value"));
        officer()
                .body(Map.of("evidence", "canary done"))
                .post(step(mine, "completion"))
                .then()
                .statusCode(200);

        person.see(mine)
                .body("state", equalTo("COMPLETED"))
                .body("timeline[-1].note", equalTo("canary done"));
        officer()
                .body(Map.of("evidence", "x"))
                .post(step(restriction, "completion"))
                .then()
                .statusCode(409);
        officer()
                .body(Map.of("ground", "x"))
                .post(step(restriction, "rejection"))
                .then()
                .statusCode(409);
    }

    @Test
    @Tag("RI-6")
    void anObjectionThatIsUpheldEndsTheProcessingEverywhere() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));
        officer()
                .body(Map.of("evidence", "x"))
                .post(step(requestId, "completion"))
                .then()
                .statusCode(400);

        officer()
                .body(Map.of("evidence", "canary upheld", "decision", "UPHELD"))
                .post(step(requestId, "completion"))
                .then()
                .statusCode(200);

        var applicant = new Applicant(person.id());
        var directive = applicant.directive(1);
        assertThat(directive.restrictions().getFirst().categories())
                .isEqualTo(Set.of("usage", "log"));
        applicant.answerAll(directive);
        person.reaches(requestId, "COMPLETED");
        person.see(requestId).body("active", equalTo(true));
        person.fresh().delete("/v1/requests/" + requestId).then().statusCode(204);
        person.see(requestId).body("active", equalTo(false));
    }

    @Test
    @Tag("RI-6")
    void anObjectionThatIsDismissedSaysWhy() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));

        officer()
                .body(Map.of("evidence", "canary why", "decision", "DISMISSED"))
                .post(step(requestId, "completion"))
                .then()
                .statusCode(200);

        person.see(requestId)
                .body("state", equalTo("REJECTED"))
                .body("timeline[-1].note", equalTo("canary why"));
    }

    @Test
    @Tag("SE-3")
    void theAuditShowsWhoLookedAtWhose() {
        var person = Person.registered();
        var requestId = person.open(Map.of("type", "OBJECTION"));
        officer().get("/v1/admin/requests/" + requestId).then().statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        officer()
                                .get("/v1/admin/audit?limit=200")
                                .then()
                                .statusCode(200)
                                .body("items.object", hasItem("request/" + requestId))
                                .body("items.actor", hasItem(OFFICER.toString())));
        officer().get("/v1/admin/audit?accountId=" + person.id()).then().statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        officer()
                                .get("/v1/admin/audit?accountId=" + person.id())
                                .then()
                                .body("items.action", hasItem("GET /v1/admin/audit")));
        officer().get("/v1/admin/audit?service=weather").then().statusCode(400);
        officer().get("/v1/admin/audit?accountId=x").then().statusCode(400);
        staff(UUID.randomUUID(), "support-agent").get("/v1/admin/audit").then().statusCode(403);
        staff(UUID.randomUUID(), "auditor").get("/v1/admin/audit").then().statusCode(200);
    }

    @Test
    @Tag("PU-5")
    @Tag("SH-1")
    void theDataMapNamesEveryColumnOfEveryService() {
        officer()
                .accept(ContentType.JSON)
                .get("/v1/admin/data-map")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("services", hasSize(5))
                .body(
                        "services.find { it.service == 'dsr' }.stores.find"
                                + " { it.store == 'rights_request' }.columns.name",
                        hasItem("wish"))
                .body(
                        "services.find { it.service == 'device' }.stores[0].recipients",
                        hasItem("Maps & Co"))
                .body(
                        "services.find { it.service == 'device' }.stores[0].basis",
                        hasItem("contract"))
                .body("services[3].stores[0].retention", equalTo("P8D"));
        var page =
                officer()
                        .accept("text/html")
                        .get("/v1/admin/data-map")
                        .then()
                        .statusCode(200)
                        .contentType("text/html")
                        .extract()
                        .asString();
        assertThat(page).contains("rights_request", "Maps &amp; Co");
        staff(UUID.randomUUID(), "support-agent").get("/v1/admin/data-map").then().statusCode(403);
    }
}
