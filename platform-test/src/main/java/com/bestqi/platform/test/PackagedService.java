package com.bestqi.platform.test;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.bestqi.platform.event.AccountRegistered;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds of every service as it is delivered, be that a jar or a native program: what is found
 * by reflection in a JVM must be found there too. A service extends this by answers of its own.
 */
@Tag("packaged")
public class PackagedService {
    private static final Duration READY = Duration.ofSeconds(60);

    private final String service;

    /** The service's name, as in events. */
    protected PackagedService(String service) {
        this.service = service;
    }

    /** A call by somebody who is logged in. */
    protected static RequestSpecification as(UUID accountId) {
        return given().auth().oauth2(Tokens.user(accountId)).contentType(ContentType.JSON);
    }

    /** Somebody of whose registration this service has been told. */
    protected static UUID registered() {
        var accountId = UUID.randomUUID();
        Bus.publish(
                new AccountRegistered(accountId, "eu", "1.0", "en", "registration", Instant.now()));
        return accountId;
    }

    /** Waits until a path answers with a status: events take a moment. */
    protected static void awaitStatus(int status, UUID accountId, String path) {
        await().atMost(READY).until(() -> as(accountId).get(path).statusCode() == status);
    }

    /** Where the service listens for devices. */
    protected static int mqttPort() {
        return Integer.parseInt(TestEnvironment.get(TestEnvironment.MQTT_PORT));
    }

    @BeforeEach
    void awaitReady() {
        var ready = TestEnvironment.get(TestEnvironment.MANAGEMENT) + "/q/health/ready";
        await().atMost(READY).until(() -> given().get(ready).statusCode() == 200);
    }

    @Test
    void itIsWellAndSaysSoOnThePortOfItsOperatorsAlone() {
        var operators = TestEnvironment.get(TestEnvironment.MANAGEMENT);
        given().get(operators + "/q/health/live").then().statusCode(200);
        given().get(operators + "/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
        given().get("/q/health/ready").then().statusCode(404);
    }

    @Test
    void whoHasNoTokenIsRefusedByAProblem() {
        given().get("/internal/inventory")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", startsWith("urn:problem:"));
    }

    /** Declarations are read by reflection, so is what tells of them. */
    @Test
    @Tag("I-4")
    void itKnowsEveryTableItHolds() {
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/inventory")
                .then()
                .statusCode(200)
                .body("service", equalTo(service))
                .body("stores.store", hasItem("data_subject"))
                .body("stores.findAll { it.columns.isEmpty() }", empty())
                .body("stores", not(empty()));
    }

    /** The permission stands at the method, and is asked of the realm. */
    @Test
    @Tag("SE-1")
    void staffAreAskedForTheirPermission() {
        var path = "/v1/admin/" + service + "/parked-events";
        given().auth()
                .oauth2(Tokens.staff("privacy-officer"))
                .get(path)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        given().auth().oauth2(Tokens.staff("support-agent")).get(path).then().statusCode(403);
    }

    /** What staff and services called is in the chain, which the database makes. */
    @Test
    @Tag("I-10")
    void itsAuditIsUnbroken() {
        var token = Tokens.staff("auditor");
        given().auth().oauth2(Tokens.service()).get("/internal/inventory").then().statusCode(200);
        given().auth()
                .oauth2(token)
                .get("/v1/admin/" + service + "/audit/check")
                .then()
                .statusCode(200)
                .body("firstBroken", equalTo(null));
    }

    @Test
    void itsApiIsDescribed() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", not(equalTo(null)));
    }
}
