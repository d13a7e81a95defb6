package com.bestqi.dsr.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
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
class CaseFlowTest {
    private final Database database;

    CaseFlowTest(Database database) {
        this.database = database;
    }

    private static Map<String, Object> correction(String field, String value) {
        return Map.of(
                "type", "RECTIFICATION", "correction", Map.of("field", field, "value", value));
    }

    @Test
    @Tag("RI-2")
    void theProfileIsCorrectedAtOnceAndBothValuesAreKept() {
        var person = Person.registered();

        var requestId = person.open(correction("name", "canary after"));

        person.reaches(requestId, "COMPLETED");
        person.see(requestId)
                .body("correction.field", equalTo("name"))
                .body("correction.value", equalTo("canary after"))
                .body("correction.before", equalTo("canary before"))
                .body("timeline.state", contains("RECEIVED", "RUNNING", "COMPLETED"));
        assertThat(Doubles.orders(person.id()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("correction ")
                .contains("canary after");
        assertThat(
                        await().until(
                                        () ->
                                                Bus.events(
                                                        Topics.MESSAGE_REQUESTS,
                                                        person.id().toString(),
                                                        MessageRequested.class),
                                        told -> !told.isEmpty()))
                .allMatch(told -> told.template().equals("request-answered"));
    }

    @Test
    @Tag("RI-2")
    @Tag("F12")
    void aCorrectionIsTriedUntilItIsDoneOrRefused() {
        var person = Person.registered();
        Doubles.orderAnswers(person.id(), 503, 200);
        var other = Person.registered();
        Doubles.orderAnswers(other.id(), 400);

        var done = person.open(correction("name", "after"));
        var refused = other.open(correction("language", "no language"));

        person.reaches(done, "COMPLETED");
        other.reaches(refused, "REJECTED");
        other.see(refused).body("timeline[-1].note", equalTo("One or more fields are not valid."));
    }

    @Test
    @Tag("RI-2")
    @Tag("RI-6")
    void whatPeopleMustDecideWaitsForThem() {
        var person = Person.registered();

        var correction = person.open(correction("device.name", "canary"));
        var objection = person.open(Map.of("type", "OBJECTION", "details", "canary"));

        person.see(correction).body("state", equalTo("RUNNING"));
        person.see(objection).body("state", equalTo("RUNNING"));
        person.fresh().delete("/v1/requests/" + objection).then().statusCode(204);
        person.see(objection).body("state", equalTo("CANCELLED"));
        person.fresh()
                .get("/v1/requests")
                .then()
                .body("items.requestId", contains(objection, correction));
    }

    @Test
    @Tag("RI-3")
    void theErasureOfEverythingClosesTheAccountUnderItsNumber() {
        var person = Person.registered();

        String statusUrl =
                person.fresh()
                        .body(Map.of("type", "ERASURE"))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("RUNNING"))
                        .extract()
                        .path("statusUrl");
        var order =
                await().until(() -> Doubles.orders(person.id()), orders -> !orders.isEmpty())
                        .getFirst();

        assertThat(order).startsWith("deletion ");
        var requestId = UUID.fromString(order.replaceAll(".*\"requestId\":\"([^\"]*)\".*", "$1"));
        Bus.publish(new AccountDeletionConfirmed(person.id(), requestId, Instant.now()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> person.fresh().get("/v1/requests").statusCode() == 410);
        var link = statusUrl.substring(statusUrl.indexOf("/v1/"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        given().get(link)
                                .then()
                                .statusCode(200)
                                .body("requestId", equalTo(requestId.toString()))
                                .body("state", equalTo("RUNNING")));
        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM rights_request WHERE request_id = ?",
                                rows -> rows.getLong("n"),
                                requestId))
                .hasValue(0L);
    }

    @Test
    @Tag("RI-3")
    void aPreviewCountsWhatAnErasureWouldTouch() {
        var person = Person.registered();
        var path = "/v1/requests/preview?type=ERASURE";

        person.fresh()
                .get(path)
                .then()
                .statusCode(200)
                .body(
                        "services.service",
                        contains("account", "consent", "device", "dsr", "notification"))
                .body("services.find { it.service == 'device' }.stores[0].count", equalTo(3));
        person.fresh()
                .get(path + "&categories=reading&services=device")
                .then()
                .body("services", hasSize(1))
                .body("services[0].stores.category", contains("reading"));
        person.fresh().get(path + "&categories=gossip").then().statusCode(400);
        person.fresh().get(path + "&services=weather").then().statusCode(400);
        person.fresh()
                .get(path + "&categories=health&services=device")
                .then()
                .statusCode(200)
                .body("services.stores.flatten().category", equalTo(List.of("health")))
                .body("services.stores.flatten().count", equalTo(List.of(2)))
                .body("services[0].parts", nullValue());
        person.fresh().get("/v1/requests/preview").then().statusCode(400);
        given().get(path).then().statusCode(401);
    }

    @Test
    @Tag("RI-11")
    void whatAScopeMayNameIsPublished() {
        given().get("/v1/data-categories")
                .then()
                .statusCode(200)
                .body("items.key", hasItems("reading", "location", "policy-acceptance"))
                .body("items.title.size()", greaterThan(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"ERASURE\", \"scope\": {\"categories\": [\"gossip\"]}}",
                "{\"type\": \"ERASURE\", \"scope\": {\"services\": [\"weather\"]}}",
                "{\"type\": \"ACCESS\", \"correction\": {\"field\": \"a\", \"value\": \"b\"}}",
                "{\"type\": \"RECTIFICATION\", \"correction\": {\"field\": \"name\"}}",
                "{\"type\": \"RECTIFICATION\", \"correction\": {\"field\": \"<b>\", \"value\":"
                        + " \"b\"}}",
                "{\"type\": \"OBJECTION\", \"restriction\": {\"until\": \"2099-01-01T00:00:00Z\"}}",
                "{\"type\": \"PORTABILITY\", \"wish\": 1}"
            })
    @Tag("RI-11")
    void whatMakesNoSenseChangesNothing(String body) {
        var person = Person.registered();

        person.fresh().body(body).post("/v1/requests").then().statusCode(400);

        person.fresh().get("/v1/requests").then().body("items", hasSize(0));
    }

    @Test
    @Tag("RI-3")
    @Tag("RI-11")
    void anErasureOfNothingIsNoErasureOfEverything() {
        var person = Person.registered();
        for (var scope : List.of(Map.of(), Map.of("categories", List.of()))) {
            person.fresh()
                    .body(Map.of("type", "ERASURE", "scope", scope))
                    .post("/v1/requests")
                    .then()
                    .statusCode(422);
        }

        person.fresh().get("/v1/requests").then().body("items", hasSize(0));
        assertThat(Doubles.orders(person.id())).isEmpty();
    }

    @Test
    @Tag("SE-1")
    void nobodyCancelsAnothersRequest() {
        var requestId = Person.registered().open(Map.of("type", "OBJECTION"));
        var other = Person.registered();

        other.fresh().delete("/v1/requests/" + requestId).then().statusCode(404);
        other.fresh().get("/v1/requests/" + requestId).then().statusCode(404);
    }
}
