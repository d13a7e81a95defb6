package com.bestqi.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.bestqi.platform.test.PackagedResource;
import com.bestqi.platform.test.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
@WithTestResource(PackagedResource.class)
class ConsentServiceIT extends PackagedService {
    ConsentServiceIT() {
        super("consent");
    }

    /** Each comes from a file, and through views that no path names in its signature. */
    @Test
    @Tag("PO-2")
    void whatIsPublishedIsWhole() {
        given().get("/v1/policies/current")
                .then()
                .statusCode(200)
                .body("version", equalTo("1.0"))
                .body("sections", not(empty()))
                .body("sections[0].title", not(emptyOrNullString()));
        given().get("/v1/purposes")
                .then()
                .statusCode(200)
                .body("items", not(empty()))
                .body("items[0].key", not(emptyOrNullString()));
        given().get("/v1/switches").then().statusCode(200).body("items", not(empty()));
        given().get("/v1/receipts/keys").then().statusCode(200).body("keys", hasSize(1));
    }

    @Test
    @Tag("PM-8")
    void aSwitchIsTurnedOnAndRememberedWithAReceipt() {
        var person = registered();
        awaitStatus(200, person, "/v1/consents");

        as(person)
                .body(Map.of("granted", true, "notice", "analytics@1"))
                .put("/v1/consents/analytics")
                .then()
                .statusCode(200);

        as(person)
                .get("/v1/consents")
                .then()
                .statusCode(200)
                .body("items.findAll { it.granted }.key", hasItem("analytics"));
        var receipt = as(person).get("/v1/consents/analytics/receipt").then().statusCode(200);
        assertThat(receipt.extract().asString().split("\\.")).hasSize(3);
    }
}
