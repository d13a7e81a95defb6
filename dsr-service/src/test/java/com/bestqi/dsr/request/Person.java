package com.bestqi.dsr.request;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.restriction.Applicant;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account who asks for things, freshly logged in or not. */
public record Person(UUID id) {
    private static final Duration LONG = Duration.ofSeconds(30);

    public static Person registered() {
        return new Person(Applicant.registered().id());
    }

    public RequestSpecification fresh() {
        return given().auth().oauth2(Tokens.user(id)).contentType(ContentType.JSON);
    }

    public RequestSpecification stale() {
        return given().auth().oauth2(Tokens.staleUser(id)).contentType(ContentType.JSON);
    }

    public String open(Map<String, ?> body) {
        return fresh().body(body)
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("requestId");
    }

    public String openStale(Map<String, ?> body) {
        return stale().body(body)
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("requestId");
    }

    public ValidatableResponse see(String requestId) {
        return fresh().get("/v1/requests/" + requestId).then().statusCode(200);
    }

    public void reaches(String requestId, String state) {
        await().atMost(LONG)
                .until(() -> see(requestId).extract().<String>path("state"), state::equals);
    }

    /** The code in the mail about a request. */
    public String code(String requestId) {
        return await().atMost(LONG)
                .until(
                        () ->
                                Doubles.mails(Doubles.address(id)).stream()
                                        .filter(mail -> mail.contains(requestId))
                                        .map(Person::codeIn)
                                        .findFirst()
                                        .orElse(""),
                        code -> !code.isEmpty());
    }

    private static String codeIn(String mail) {
        try {
            return new ObjectMapper().readTree(mail).path("parameters").path("code").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
