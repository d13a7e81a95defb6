package com.bestqi.consent.policy;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.consent.Persons;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("AC-2")
class AcceptanceTest {
    @Inject PolicyAcceptanceRepository acceptances;
    @Inject Editors editors;

    @AfterEach
    void tidy() {
        editors.tidy();
    }

    @Test
    void whatWasAcceptedOnRegisteringIsKeptAsEvidence() {
        var person = Persons.registered();

        assertThat(acceptances.find(person, "1.0"))
                .contains(
                        new PolicyAcceptance(
                                person,
                                "1.0",
                                "de",
                                "registration",
                                Instant.parse("2026-11-22T10:00:00Z"),
                                null));
    }

    @Test
    void theSameRegistrationDeliveredAgainChangesNothing() {
        var person = Persons.registered();
        var first = acceptances.find(person, "1.0").orElseThrow();

        Bus.publish(Persons.registration(person));
        var fence = Persons.registered();

        assertThat(acceptances.find(fence, "1.0")).isPresent();
        assertThat(acceptances.find(person, "1.0")).contains(first);
    }

    @Test
    void acceptingAVersionInTheAppIsRecordedOnce() {
        var person = Persons.registered();
        var version = version();

        var at =
                as(person)
                        .body("{\"language\": \"fr-ch\"}")
                        .post("/v1/policies/" + version + "/acceptance")
                        .then()
                        .statusCode(200)
                        .body("version", equalTo(version))
                        .body("language", equalTo("fr-CH"))
                        .body("channel", equalTo("app"))
                        .extract()
                        .<String>path("acceptedAt");

        as(person)
                .post("/v1/policies/" + version + "/acceptance")
                .then()
                .statusCode(200)
                .body("language", equalTo("fr-CH"))
                .body("acceptedAt", equalTo(at));
        assertThat(acceptances.find(person, version)).isPresent();
    }

    @Test
    void aLanguageNobodyNamedIsUnknownNotInvented() {
        var person = Persons.registered();
        var version = version();

        with(Tokens.user(person))
                .post("/v1/policies/" + version + "/acceptance")
                .then()
                .statusCode(200)
                .body("language", equalTo("und"));
    }

    @Test
    void aRepeatedCallWithAKeyGetsTheFirstAnswer() {
        var person = Persons.registered();
        var path = "/v1/policies/" + version() + "/acceptance";
        var key = UUID.randomUUID().toString();

        var first =
                as(person).header("Idempotency-Key", key).body("{}").post(path).body().asString();

        assertThat(
                        as(person)
                                .header("Idempotency-Key", key)
                                .body("{}")
                                .post(path)
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString())
                .isEqualTo(first);
        as(person)
                .header("Idempotency-Key", key)
                .body("{\"language\":\"de\"}")
                .post(path)
                .then()
                .statusCode(422);
    }

    @Test
    void anUnknownVersionCannotBeAccepted() {
        var person = Persons.registered();

        as(person).body("{}").post("/v1/policies/7.7/acceptance").then().statusCode(404);

        assertThat(acceptances.find(person, "7.7")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"language\": \"de_DE\"}",
                "{\"language\": 7}",
                "{\"language\": \"de\", \"channel\": \"registration\"}",
                "[]",
                "{"
            })
    void brokenBodiesAreRefusedAndNothingIsStored(String body) {
        var person = Persons.registered();
        var version = version();

        as(person)
                .body(body)
                .post("/v1/policies/" + version + "/acceptance")
                .then()
                .statusCode(400);

        assertThat(acceptances.find(person, version)).isEmpty();
    }

    @Test
    void nobodyElseMayAccept() {
        var path = "/v1/policies/1.0/acceptance";

        given().noContentType().post(path).then().statusCode(401);
        with(Tokens.expired(UUID.randomUUID())).post(path).then().statusCode(401);
        with(Tokens.service()).post(path).then().statusCode(403);
        with(Tokens.staff("auditor")).post(path).then().statusCode(403);
        as(UUID.randomUUID()).post(path).then().statusCode(503);
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token).noContentType();
    }

    private String version() {
        return editors.announced(Editors.AFTER_THE_PERIOD);
    }
}
