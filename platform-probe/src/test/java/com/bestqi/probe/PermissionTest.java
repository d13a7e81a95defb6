package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.platform.test.IdentityProvider;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff paths of which the identity provider decides, call by call. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class PermissionTest {
    private static final String PATH = "/v1/admin/policies";
    private static final String BODY = "{\"version\": \"2\"}";

    @AfterEach
    void makeItWell() {
        IdentityProvider.beWell();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    @Test
    void whoIsPermittedGetsIn() {
        var editor = Tokens.staff("policy-editor");

        as(editor).get(PATH).then().statusCode(200);
        as(editor).body(BODY).post(PATH).then().statusCode(200).body("version", equalTo("2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"support-agent", "privacy-officer", "auditor"})
    void whoIsNotPermittedIsRefusedBeforeTheBodyIsLookedAt(String role) {
        as(Tokens.staff(role))
                .body("{\"no\": \"such field\"}")
                .post(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("X-Request-Id", notNullValue())
                .body("type", equalTo("urn:problem:forbidden"));
    }

    @Test
    void aWithdrawnPermissionActsAtOnceOnTokensGivenOutBefore() {
        var editor = Tokens.staff("policy-editor");
        as(editor).body(BODY).post(PATH).then().statusCode(200);

        IdentityProvider.withdraw("policies", "edit");

        as(editor).body(BODY).post(PATH).then().statusCode(403);
        as(editor).get(PATH).then().statusCode(200);
    }

    @Test
    void aResourceThatTheRealmDoesNotHaveIsPermittedToNobody() {
        as(Tokens.staff("policy-editor")).get(PATH + "/nowhere").then().statusCode(403);
    }

    @Test
    @Tag("F12")
    void withoutADecisionTheAnswerIsNeverYes() {
        var editor = Tokens.staff("policy-editor");
        as(editor).get(PATH).then().statusCode(200);

        IdentityProvider.goAway();

        as(editor)
                .body(BODY)
                .post(PATH)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem:unavailable"));
    }

    @Test
    @Tag("F12")
    void aDecisionIsNotWaitedForForLong() {
        var editor = Tokens.staff("policy-editor");
        IdentityProvider.becomeSlow();
        long begun = System.nanoTime();

        as(editor).get(PATH).then().statusCode(503);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whoIsNotStaffNeverGetsAsFarAsTheQuestion() {
        IdentityProvider.goAway();

        given().get(PATH).then().statusCode(401);
        as(Tokens.expired(UUID.randomUUID())).get(PATH).then().statusCode(401);
        as(Tokens.user(UUID.randomUUID())).get(PATH).then().statusCode(403);
        as(Tokens.service()).get(PATH).then().statusCode(403);
    }
}
