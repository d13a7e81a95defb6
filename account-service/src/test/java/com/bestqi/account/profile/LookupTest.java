package com.bestqi.account.profile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
@Tag("RI-10")
class LookupTest {
    private static final String PATH = "/internal/accounts/lookup";

    private static ValidatableResponse lookup(Object email) {
        return given().auth()
                .oauth2(Tokens.service())
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post(PATH)
                .then();
    }

    @Test
    void anAddressIsFoundInWhateverCaseAndNobodysIsNot() {
        var person = People.register();

        lookup(person.email())
                .statusCode(200)
                .body("accountId", equalTo(person.accountId().toString()));
        lookup(person.email().toUpperCase(Locale.ROOT))
                .body("accountId", equalTo(person.accountId().toString()));
        lookup("nobody-" + UUID.randomUUID() + "@example.org")
                .statusCode(200)
                .body("accountId", nullValue());
    }

    @Test
    @Tag("SE-1")
    @Tag("SE-3")
    void itIsForServicesAndForAddresses() {
        var person = People.register();
        var body = Map.of("email", person.email());

        given().contentType(ContentType.JSON).body(body).post(PATH).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH)
                .then()
                .statusCode(403);
        lookup("").statusCode(400);
        lookup(7).statusCode(400);
    }
}
