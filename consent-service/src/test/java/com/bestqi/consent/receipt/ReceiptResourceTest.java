package com.bestqi.consent.receipt;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.test.StackResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SD-2")
class ReceiptResourceTest {

    @Test
    void aReceiptSaysWhatWasGrantedAndWhichNoticeWasShown() throws Exception {
        var person = Persons.registered();
        var since = change(person, true);

        var claims = claims(receipt(person));

        assertThat(claims.path("iss").asText()).isEqualTo("http://localhost:8080");
        assertThat(claims.path("sub").asText()).isEqualTo(person.toString());
        assertThat(claims.path("key").asText()).isEqualTo("sensitive.health");
        assertThat(claims.path("granted").asBoolean()).isTrue();
        assertThat(claims.path("notice").asText()).isEqualTo("sensitive.health@1");
        assertThat(claims.path("since").asText()).isEqualTo(since);
        assertThat(claims.path("iat").asLong()).isEqualTo(Instant.parse(since).getEpochSecond());
        assertThat(claims.path("revision").asLong()).isEqualTo(1);
        assertThat(claims.path("basis").asText()).isEqualTo("consent");
    }

    @Test
    @Tag("RI-7")
    void aWithdrawalHasAReceiptToo() throws Exception {
        var person = Persons.registered();
        change(person, true);
        var granted = claims(receipt(person));
        change(person, false);

        var claims = claims(receipt(person));

        assertThat(claims.path("granted").asBoolean()).isFalse();
        assertThat(claims.has("notice")).isFalse();
        assertThat(claims.path("revision").asLong()).isEqualTo(2);
        assertThat(claims.path("jti").asText()).isNotEqualTo(granted.path("jti").asText());
    }

    @Test
    void oneChangedByteBreaksIt() {
        var person = Persons.registered();
        change(person, true);
        var receipt = receipt(person);
        int middle = receipt.indexOf('.') + 20;
        char other = receipt.charAt(middle) == 'A' ? 'B' : 'A';

        var forged = receipt.substring(0, middle) + other + receipt.substring(middle + 1);

        assertThat(keys().verify(Receipt.TYPE, receipt)).isPresent();
        assertThat(keys().verify(Receipt.TYPE, forged)).isEmpty();
    }

    @Test
    void aSwitchNeverTouchedHasNoReceipt() {
        var person = Persons.registered();

        as(person).get("/v1/consents/camera/receipt").then().statusCode(404);
        as(person).get("/v1/consents/telepathy/receipt").then().statusCode(404);
    }

    @Test
    void theKeysAreOpenAndHoldNothingPrivate() {
        given().get("/v1/receipts/keys")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .body("keys", hasSize(1))
                .body("keys[0].kid", equalTo("consent-1"))
                .body("keys[0].crv", equalTo("P-256"))
                .body("keys[0].d", nullValue());
    }

    private static String change(UUID person, boolean granted) {
        return as(person)
                .body("{\"granted\": " + granted + ", \"notice\": \"sensitive.health@1\"}")
                .put("/v1/consents/sensitive.health")
                .then()
                .statusCode(200)
                .extract()
                .path("since");
    }

    private static String receipt(UUID person) {
        return as(person)
                .get("/v1/consents/sensitive.health/receipt")
                .then()
                .statusCode(200)
                .contentType("application/jwt")
                .extract()
                .asString();
    }

    private static JsonNode claims(String receipt) throws Exception {
        var verified = keys().verify(Receipt.TYPE, receipt).orElseThrow();
        assertThat(verified.keyId()).isEqualTo("consent-1");
        return new ObjectMapper().readTree(verified.payload());
    }

    private static KeySet keys() {
        return KeySet.parse(given().get("/v1/receipts/keys").asString());
    }
}
