package com.bestqi.account.profile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class CorrectionTest {
    private static ValidatableResponse order(UUID accountId, String what, Map<String, ?> body) {
        return given().auth()
                .oauth2(Tokens.service())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/internal/accounts/" + accountId + "/" + what)
                .then();
    }

    private static ValidatableResponse profile(UUID accountId) {
        return given().auth().oauth2(Tokens.user(accountId)).get("/v1/accounts/me").then();
    }

    @Test
    @Tag("RI-2")
    void aServiceHasAFieldCorrectedAndHearsWhatItWas() {
        var person = People.register();

        order(person.accountId(), "correction", Map.of("field", "name", "value", "Canary After"))
                .statusCode(200)
                .body("before", equalTo(person.said().get("name")));

        profile(person.accountId()).body("name", equalTo("Canary After"));
    }

    @Test
    @Tag("RI-2")
    void theRulesOfThePersonsOwnChangeHold() {
        var person = People.register();
        var id = person.accountId();

        order(id, "correction", Map.of("field", "timeZone", "value", "Europe/Nowhere"))
                .statusCode(400)
                .body("violations[0].field", equalTo("timeZone"));
        order(id, "correction", Map.of("field", "username", "value", "x")).statusCode(400);
        order(id, "correction", Map.of("field", "countryCode", "value", "US")).statusCode(421);
        order(UUID.randomUUID(), "correction", Map.of("field", "name", "value", "x"))
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.user(id))
                .contentType(ContentType.JSON)
                .body(Map.of("field", "name", "value", "x"))
                .post("/internal/accounts/" + id + "/correction")
                .then()
                .statusCode(403);

        profile(id).body("timeZone", equalTo(person.said().get("timeZone")));
    }

    @Test
    @Tag("RI-3")
    void anErasureOfEverythingClosesTheAccountUnderItsNumberOnce() {
        var person = People.register();
        var requestId = UUID.randomUUID().toString();

        order(person.accountId(), "deletion", Map.of()).statusCode(400);
        order(person.accountId(), "deletion", Map.of("requestId", requestId))
                .statusCode(200)
                .body("requestId", equalTo(requestId));

        profile(person.accountId()).statusCode(410).body("type", notNullValue());
        order(person.accountId(), "deletion", Map.of("requestId", requestId)).statusCode(410);
    }
}
