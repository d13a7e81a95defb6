package com.bestqi.dsr.restriction;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-4")
@Tag("RI-11")
class RequestResourceTest {
    private final Database database;

    RequestResourceTest(Database database) {
        this.database = database;
    }

    @Test
    void aRequestSaysWhatItIsFor() {
        var person = Applicant.registered();
        var body =
                Map.of(
                        "type",
                        "RESTRICTION",
                        "scope",
                        Map.of(
                                "categories", List.of("reading", "location"),
                                "services", List.of("device")),
                        "details",
                        "canary: the neighbours look",
                        "restriction",
                        Map.of("until", "2099-01-01T00:00:00Z"));

        var location =
                person.calls()
                        .body(body)
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("requestId", notNullValue())
                        .body("type", equalTo("RESTRICTION"))
                        .body("receivedAt", notNullValue())
                        .body("dueAt", notNullValue())
                        .body("scope.categories", equalTo(List.of("location", "reading")))
                        .body("scope.services", equalTo(List.of("device")))
                        .body("restriction.until", equalTo("2099-01-01T00:00:00Z"))
                        .body("timeline[0].state", equalTo("RECEIVED"))
                        .extract()
                        .header("Location");

        person.calls()
                .get(location)
                .then()
                .statusCode(200)
                .body("details", equalTo("canary: the neighbours look"));
        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM rights_request"
                                        + " WHERE encode(wish, 'escape') LIKE '%canary%'",
                                rows -> rows.getLong("n")))
                .hasValue(0L);
    }

    @Test
    @Tag("F6")
    void anOrderThatLosesADeadlockIsGivenOnce() throws Exception {
        var person = Applicant.registered();

        var requestId =
                SecondSession.deadlock(
                        () -> person.restrict(Map.of("type", "RESTRICTION")),
                        "LOCK TABLE restriction_request IN SHARE ROW EXCLUSIVE MODE",
                        person.id());

        List<String> all =
                person.calls().get("/v1/requests").then().extract().path("items.requestId");
        assertThat(all).doesNotHaveDuplicates().startsWith(requestId.toString());
        assertThat(person.directive(all.size()).requestId()).isEqualTo(requestId);
        assertThat(person.directives(1)).allMatch(one -> one.epoch() <= all.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"WISH\"}",
                "{\"type\": 4}",
                "{\"type\": \"RECTIFICATION\"}",
                "{\"type\": \"ACCESS\", \"restriction\": {}}",
                "{\"type\": \"RESTRICTION\", \"more\": 1}",
                "{\"type\": \"RESTRICTION\", \"correction\": {\"field\": \"a\", \"value\": \"b\"}}",
                "{\"type\": \"RESTRICTION\", \"scope\": {\"categories\": [\"gossip\"]}}",
                "{\"type\": \"RESTRICTION\", \"scope\": {\"categories\": [\"LOCATION\"]}}",
                "{\"type\": \"RESTRICTION\", \"scope\": {\"categories\": [null]}}",
                "{\"type\": \"RESTRICTION\", \"scope\": {\"services\": [\"weather\"]}}",
                "{\"type\": \"RESTRICTION\", \"scope\": {\"services\": \"device\"}}",
                "{\"type\": \"RESTRICTION\", \"restriction\": {\"until\": \"soon\"}}",
                "{\"type\": \"RESTRICTION\", \"restriction\": {\"until\": 17}}",
                "{\"type\": \"RESTRICTION\", \"details\": \"\"}",
                "[]",
                "{half"
            })
    void whatIsNotWellFormedIsRefusedAndNothingIsStored(String body) {
        var person = Applicant.registered();

        person.calls().body(body).post("/v1/requests").then().statusCode(400);

        person.calls().get("/v1/requests").then().body("items", hasSize(0));
    }

    @Test
    void anEndInThePastIsRefused() {
        var until = "2020-01-01T00:00:00Z";
        Applicant.registered()
                .calls()
                .body(Map.of("type", "RESTRICTION", "restriction", Map.of("until", until)))
                .post("/v1/requests")
                .then()
                .statusCode(422);
    }

    @Test
    @Tag("RI-9")
    void aStaleLogInWaitsForACodeAndLiftsWhatIsInForce() {
        var person = Applicant.registered();
        var requestId = person.restrict(Map.of("type", "RESTRICTION"));
        var stale =
                given().auth().oauth2(Tokens.staleUser(person.id())).contentType(ContentType.JSON);

        stale.body(Map.of("type", "RESTRICTION"))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .body("state", equalTo("VERIFYING"));
        given().auth()
                .oauth2(Tokens.staleUser(person.id()))
                .delete("/v1/requests/" + requestId)
                .then()
                .statusCode(204);
        given().auth()
                .oauth2(Tokens.staleUser(person.id()))
                .get("/v1/requests/" + requestId)
                .then()
                .statusCode(200)
                .body("restriction.liftedAt", notNullValue());
    }

    @Test
    @Tag("SE-1")
    void nobodySeesOrLiftsAnothersRequest() {
        var person = Applicant.registered();
        var other = Applicant.registered();
        var path = "/v1/requests/" + person.restrict(Map.of("type", "RESTRICTION"));

        other.calls().get(path).then().statusCode(404);
        other.calls().delete(path).then().statusCode(404);
        other.calls().get("/v1/requests").then().body("items", hasSize(0));
        other.calls().get("/v1/requests/" + UUID.randomUUID()).then().statusCode(404);
        given().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.staff("support-agent")).get(path).then().statusCode(403);
        person.calls().get(path).then().body("restriction.liftedAt", nullValue());
    }

    @Test
    void aListComesInPagesNewestFirst() {
        var person = Applicant.registered();
        var first = person.restrict(Map.of("type", "RESTRICTION"));
        var second = person.restrict(Map.of("type", "RESTRICTION"));

        String next =
                person.calls()
                        .get("/v1/requests?limit=1")
                        .then()
                        .statusCode(200)
                        .body("items.requestId", equalTo(List.of(second.toString())))
                        .extract()
                        .path("next");

        person.calls()
                .get("/v1/requests?limit=1&cursor=" + next)
                .then()
                .body("items.requestId", equalTo(List.of(first.toString())))
                .body("next", nullValue());
        person.calls().get("/v1/requests?cursor=x").then().statusCode(400);
    }

    @Test
    void theSameKeyIsTheSameRequest() {
        var person = Applicant.registered();
        var key = UUID.randomUUID().toString();
        var body = Map.of("type", "RESTRICTION");

        String first =
                person.calls()
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post("/v1/requests")
                        .path("requestId");

        person.calls()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .body("requestId", equalTo(first));
        person.calls().get("/v1/requests").then().body("items", hasSize(1));
    }
}
