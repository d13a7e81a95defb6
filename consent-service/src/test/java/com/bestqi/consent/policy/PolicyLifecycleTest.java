package com.bestqi.consent.policy;

import static com.bestqi.consent.policy.Editors.AFTER_THE_PERIOD;
import static com.bestqi.consent.policy.Editors.OTHER;
import static com.bestqi.consent.policy.Editors.WRITER;
import static com.bestqi.consent.policy.Editors.activate;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.IdentityProvider;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PO-1")
class PolicyLifecycleTest {
    @Inject Editors editors;
    @Inject MovableClock clock;
    @Inject PolicyEnactment enactment;

    @AfterEach
    void tidy() {
        IdentityProvider.beWell();
        editors.tidy();
    }

    @Test
    void aVersionGoesFromDraftToForceByTwoPeople() {
        Persons.registered();
        var version = Editors.drafted();
        given().get("/v1/policies/" + version).then().statusCode(404);

        editors.announce(OTHER, version, clock.instant().plus(AFTER_THE_PERIOD))
                .statusCode(200)
                .body("state", equalTo("ANNOUNCED"))
                .body("announcedAt", notNullValue());
        given().get("/v1/policies/" + version)
                .then()
                .statusCode(200)
                .body("state", equalTo("ANNOUNCED"))
                .body("material", equalTo(true));
        given().get("/v1/policies/current").then().body("version", equalTo("1.0"));

        editors.notifyEverybody(version);
        clock.moveAll(AFTER_THE_PERIOD);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(editors.state(version)).isEqualTo("IN_FORCE"));

        given().get("/v1/policies/current").then().body("version", equalTo(version));
        given().get("/v1/policies/1.0").then().body("state", equalTo("SUPERSEDED"));
        await().untilAsserted(() ->
                assertThat(Bus.events(Topics.POLICY_EVENTS, version, PolicyInForce.class))
                        .hasSize(1));
    }

    @Test
    void aDraftIsSeenByStaffAndByNobodyElse() {
        var version = Editors.version();
        Editors.post(WRITER, Editors.body(version, "PU-4b", "geofence"))
                .statusCode(201)
                .header("Location", org.hamcrest.Matchers.endsWith("/v1/admin/policies/" + version))
                .body("state", equalTo("DRAFT"))
                .body("changedPurposes", containsInAnyOrder("PU-4b", "geofence"))
                .body("inForceAt", nullValue());

        Editors.as(OTHER)
                .get("/v1/admin/policies/" + version)
                .then()
                .statusCode(200)
                .body("sections[0].title.zh", equalTo("您的账户"));
        Editors.as(OTHER)
                .get("/v1/admin/policies?limit=200")
                .then()
                .body("items.version", hasItem(version));
        Editors.as(OTHER)
                .get("/v1/admin/policies?limit=1")
                .then()
                .body("items", hasSize(1))
                .body("next", notNullValue());
        Editors.as(OTHER)
                .get("/v1/admin/policies/" + version + "/diff")
                .then()
                .statusCode(200)
                .body("sections", hasSize(0));
        var person = Persons.registered();
        given().get("/v1/policies?limit=200").then().body("items.version", not(hasItem(version)));
        given().get("/v1/policies/" + version + "/diff?from=1.0").then().statusCode(404);
        given().get("/v1/policies/1.0/diff?from=" + version).then().statusCode(404);
        for (var verb : List.of("acceptance", "objection")) {
            Persons.as(person).post("/v1/policies/" + version + "/" + verb).then().statusCode(404);
        }
    }

    @Test
    void whoWroteItNeitherAnnouncesNorActivatesIt() {
        var version = Editors.drafted();
        var later = clock.instant().plus(AFTER_THE_PERIOD);

        editors.announce(WRITER, version, later)
                .statusCode(403)
                .body("type", equalTo("urn:problem:four-eyes"));
        assertThat(editors.state(version)).isEqualTo("DRAFT");
        editors.announce(OTHER, version, later).statusCode(200);
        activate(WRITER, version).statusCode(403).body("type", equalTo("urn:problem:four-eyes"));
    }

    @Test
    @Tag("PU-6")
    void itComesIntoForceOnlyWhenEverybodyWasToldAndThePeriodIsOver() {
        var told = Persons.registered();
        var version = editors.announced(AFTER_THE_PERIOD.multipliedBy(2));

        activate(OTHER, version)
                .statusCode(409)
                .body("type", equalTo("urn:problem:notice-incomplete"))
                .body("missing", greaterThanOrEqualTo(1))
                .body("reached", equalTo(0));
        editors.notifyEverybody(version);
        // Everybody was told, but not long enough ago.
        activate(OTHER, version)
                .statusCode(409)
                .body("missing", equalTo(0))
                .body("reached", greaterThanOrEqualTo(1))
                .body("noticePeriodEndsAt", notNullValue());

        clock.moveAll(AFTER_THE_PERIOD);
        var newcomer = Persons.registered();
        activate(OTHER, version).statusCode(409).body("missing", equalTo(1));
        assertThat(editors.state(version)).isEqualTo("ANNOUNCED");

        editors.notify(version, List.of(newcomer, told));
        await().untilAsserted(() -> activate(OTHER, version).statusCode(200));
        given().get("/v1/policies/current").then().body("version", equalTo(version));
    }

    @Test
    void whileSomebodyIsWithoutNoticeTheAnnouncedTimePasses() {
        Persons.registered();
        var version = editors.announced(AFTER_THE_PERIOD);
        var everybody = editors.everybody();
        editors.notify(version, everybody.subList(1, everybody.size()));

        clock.moveAll(AFTER_THE_PERIOD);
        assertThat(enactment.enactDue()).isZero();
        assertThat(editors.state(version)).isEqualTo("ANNOUNCED");

        editors.notifyEverybody(version);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(editors.state(version)).isEqualTo("IN_FORCE"));
    }

    @Test
    @Tag("F10")
    void oneClockThatRunsAheadBringsNothingIntoForce() {
        Persons.registered();
        var version = editors.announced(AFTER_THE_PERIOD);
        editors.notifyEverybody(version);

        clock.move(AFTER_THE_PERIOD);

        assertThat(enactment.enactDue()).isZero();
        activate(OTHER, version).statusCode(409);
        assertThat(editors.state(version)).isEqualTo("ANNOUNCED");
    }

    @ParameterizedTest
    @CsvSource({"2020-01-01T00:00:00Z, notice-too-short", "2199-12-31T00:00:00Z, unprocessable"})
    void aTimePastOrFarAheadIsRefused(Instant when, String problem) {
        var version = Editors.drafted();

        editors.announce(OTHER, version, when)
                .statusCode(422)
                .body("type", equalTo("urn:problem:" + problem));

        assertThat(editors.state(version)).isEqualTo("DRAFT");
    }

    @Test
    void aTimeWithinTheNoticePeriodIsRefused() {
        var version = Editors.drafted();

        editors.announce(OTHER, version, clock.instant().plus(Duration.ofDays(29)))
                .statusCode(422)
                .body("type", equalTo("urn:problem:notice-too-short"))
                .body("earliest", notNullValue());
        editors.announce(OTHER, version, clock.instant().plus(Duration.ofDays(30))).statusCode(200);
    }

    @Test
    void stepsInTheWrongOrderAreRefused() {
        var version = Editors.drafted();
        var later = clock.instant().plus(AFTER_THE_PERIOD);

        activate(OTHER, version).statusCode(409).body("state", equalTo("DRAFT"));
        editors.announce(OTHER, version, later).statusCode(200);
        editors.announce(OTHER, version, later)
                .statusCode(409)
                .body("type", equalTo("urn:problem:conflict"))
                .body("state", equalTo("ANNOUNCED"));
        activate(OTHER, "1.0").statusCode(409).body("state", equalTo("IN_FORCE"));
        editors.announce(OTHER, "1.0", later).statusCode(409);
        editors.announce(OTHER, "no-such", later).statusCode(404);
        activate(OTHER, "no-such").statusCode(404);
        Editors.post(OTHER, Editors.body(version))
                .statusCode(409)
                .body("type", equalTo("urn:problem:conflict"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"inForceAt\": null}",
                "{\"inForceAt\": 7}",
                "{\"inForceAt\": \"tomorrow\"}",
                "{\"inForceAt\": \"1969-12-31T00:00:00\"}",
                "{\"inForceAt\": \"9999-01-01T00:00:00Z\"}",
                "{\"inForceAt\": \"2027-01-01T00:00:00Z\", \"force\": true}",
                "[]",
                ""
            })
    void brokenAnnouncementsAreRefused(String body) {
        var version = Editors.drafted();

        Editors.as(OTHER)
                .body(body)
                .post("/v1/admin/policies/" + version + "/announcement")
                .then()
                .statusCode(400);

        assertThat(editors.state(version)).isEqualTo("DRAFT");
    }

    @Test
    void theDiffSaysWhatChangesForAnybody() {
        var version = Editors.version();
        var body = Editors.body(version);
        var sections = body.withArray("sections");
        ((ObjectNode) sections.get(0).path("text")).put("de", "Anders.");
        ((ObjectNode) sections.get(1)).put("id", "renamed");
        body.put("contact", "new@bestqi.example");
        Editors.post(WRITER, body).statusCode(201);
        editors.announce(OTHER, version, clock.instant().plus(AFTER_THE_PERIOD)).statusCode(200);

        given().get("/v1/policies/" + version + "/diff?language=de&from=1.0")
                .then()
                .statusCode(200)
                .body("from", equalTo("1.0"))
                .body("to", equalTo(version))
                .body("contact.to", equalTo("new@bestqi.example"))
                .body("sections.change", equalTo(List.of("CHANGED", "ADDED", "REMOVED")))
                .body("sections[0].id", equalTo("account"))
                .body("sections[0].text.to", equalTo("Anders."))
                .body("sections[0].title", nullValue());
        // Changed in German alone it has changed all the same.
        given().get("/v1/policies/" + version + "/diff")
                .then()
                .body("sections[0].id", equalTo("account"))
                .body("sections[0].text", nullValue());
        given().get("/v1/policies/" + version + "/diff?from=9.9").then().statusCode(404);
        given().get("/v1/policies/" + version + "/diff?language=de_DE").then().statusCode(400);
    }

    @Test
    @Tag("SE-1")
    void onlyWhomKeycloakPermitsMayDoAnyOfIt() {
        var version = Editors.drafted();
        var path = "/v1/admin/policies";
        for (var role : List.of("support-agent", "privacy-officer", "auditor")) {
            var token = Tokens.staff(role);
            given().auth().oauth2(token).get(path).then().statusCode(403);
            given().auth().oauth2(token).get(path + "/" + version).then().statusCode(403);
            given().auth()
                    .oauth2(token)
                    .contentType(ContentType.JSON)
                    .body(Editors.body(Editors.version()).toString())
                    .post(path)
                    .then()
                    .statusCode(403);
        }
        given().get(path).then().statusCode(401);
        var person = given().noContentType().auth().oauth2(Tokens.user(UUID.randomUUID()));
        person.post(path + "/" + version + "/activation").then().statusCode(403);

        IdentityProvider.withdraw("policies", "edit");
        editors.announce(OTHER, version, clock.instant().plus(AFTER_THE_PERIOD)).statusCode(403);
        Editors.as(OTHER).get(path + "/" + version).then().statusCode(200);
        IdentityProvider.goAway();
        Editors.as(OTHER)
                .get(path + "/" + version)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
    }

    @Test
    void aStepRepeatedWithItsKeyIsTakenOnce() {
        var version = Editors.version();
        var body = Editors.body(version).toString();
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            Editors.as(WRITER)
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/v1/admin/policies")
                    .then()
                    .statusCode(201)
                    .header("Location", equalTo("/v1/admin/policies/" + version))
                    .body("version", equalTo(version))
                    .body("state", equalTo("DRAFT"));
        }
        // Somebody else's key of the same name is another key.
        Editors.as(OTHER)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/admin/policies")
                .then()
                .statusCode(409);
    }
}
