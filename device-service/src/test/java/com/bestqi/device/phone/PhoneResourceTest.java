package com.bestqi.device.phone;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.bestqi.device.Person;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class PhoneResourceTest {
    private static final String PATH = "/v1/phones/{id}";

    private static Map<String, Object> phone() {
        var phone = new HashMap<String, Object>();
        phone.put("model", "Pixel 11");
        phone.put("os", "ANDROID");
        phone.put("osVersion", "17");
        phone.put("appVersion", "4.2.0");
        phone.put("softwareVersion", "BP1A.250305");
        phone.put("language", "de-AT");
        phone.put(
                "network",
                Map.of(
                        "type",
                        "WIFI",
                        "carrier",
                        "Canary Telecom",
                        "wifi",
                        Map.of("ssid", "canary-wifi")));
        phone.put("installedApps", List.of("org.example.one", "org.example.two"));
        return phone;
    }

    @Test
    @Tag("AU-1")
    @Tag("AU-4")
    @Tag("AU-5")
    void whatPointsAtThePersonIsDroppedWithoutDiagnostics() {
        var person = Person.registered();
        var id = UUID.randomUUID();

        person.app()
                .body(phone())
                .put(PATH, id)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("installationId", equalTo(id.toString()))
                .body(
                        "dropped",
                        containsInAnyOrder("carrier", "wifi", "installedApps", "ipAddress"));

        person.app()
                .get("/v1/phones")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].model", equalTo("Pixel 11"))
                .body("items[0].network.type", equalTo("WIFI"))
                .body("items[0].network", not(hasKey("carrier")))
                .body("items[0].network", not(hasKey("wifi")))
                .body("items[0]", not(hasKey("installedApps")))
                .body("items[0]", not(hasKey("ipAddress")));
    }

    @Test
    @Tag("AU-1")
    @Tag("AU-5")
    void withDiagnosticsEverythingIsKept() {
        var person = Person.registered().grant("diagnostics");
        var id = UUID.randomUUID();

        person.app().body(phone()).put(PATH, id).then().statusCode(200).body("dropped", empty());

        person.app()
                .get("/v1/phones")
                .then()
                .body("items[0].network.carrier", equalTo("Canary Telecom"))
                .body("items[0].network.wifi.ssid", equalTo("canary-wifi"))
                .body("items[0].installedApps", contains("org.example.one", "org.example.two"))
                .body("items[0]", hasKey("ipAddress"));
    }

    @Test
    @Tag("AU-4")
    void onlyWhatWasSentIsNamedAsDropped() {
        var person = Person.registered();
        var phone = phone();
        phone.remove("installedApps");
        phone.put("network", Map.of("type", "NONE"));

        person.app()
                .body(phone)
                .put(PATH, UUID.randomUUID())
                .then()
                .statusCode(200)
                .body("dropped", contains("ipAddress"));
    }

    @Test
    @Tag("AU-5")
    @Tag("PM-8")
    @Tag("I-7")
    void whatWasToldAfterTheWithdrawalButArrivedBeforeIsNotKept() {
        var person = Person.registered().grant("diagnostics");
        var early = UUID.randomUUID();
        var late = UUID.randomUUID();
        person.app().body(phone()).put(PATH, early).then().body("dropped", empty());
        var withdrawal = Person.clock().instant();
        person.app().body(phone()).put(PATH, late).then().body("dropped", empty());

        person.withdrawAt(withdrawal, "diagnostics");

        // What was lawful stays: a withdrawal looks forward only.
        person.app()
                .get("/v1/phones")
                .then()
                .body("items.installationId", contains(early.toString(), late.toString()))
                .body("items[0].network.carrier", equalTo("Canary Telecom"))
                .body("items[0].installedApps", hasSize(2))
                .body("items[1].network.type", equalTo("WIFI"))
                .body("items[1].network", not(hasKey("carrier")))
                .body("items[1].network", not(hasKey("wifi")))
                .body("items[1]", not(hasKey("installedApps")))
                .body("items[1]", not(hasKey("ipAddress")));
    }

    @Test
    @Tag("AU-4")
    @Tag("AU-5")
    void theNextUpdateAfterTheWithdrawalForgetsWhatItDoesNotCover() {
        var person = Person.registered().grant("diagnostics");
        var id = UUID.randomUUID();
        person.app().body(phone()).put(PATH, id).then().body("dropped", empty());
        person.withdraw("diagnostics");

        person.app().body(phone()).put(PATH, id).then().body("dropped", hasSize(4));

        person.app()
                .get("/v1/phones")
                .then()
                .body("items[0].network", not(hasKey("carrier")))
                .body("items[0]", not(hasKey("installedApps")))
                .body("items[0]", not(hasKey("ipAddress")));
    }

    @Test
    @Tag("AU-1")
    void theAddressIsThatOfThePhoneAndNotOfTheGateway() {
        var person = Person.registered().grant("diagnostics");

        person.app()
                .header("X-Forwarded-For", "203.0.113.77")
                .body(phone())
                .put(PATH, UUID.randomUUID())
                .then()
                .statusCode(200);

        person.app().get("/v1/phones").then().body("items[0].ipAddress", equalTo("203.0.113.77"));
    }

    @Test
    void anUpdateReplacesWhatWasKnown() {
        var person = Person.registered();
        var id = UUID.randomUUID();
        person.app().body(phone()).put(PATH, id).then().statusCode(200);
        var update = phone();
        update.put("appVersion", "5.0.0");

        person.app().body(update).put(PATH, id).then().statusCode(200);

        person.app()
                .get("/v1/phones")
                .then()
                .body("items", hasSize(1))
                .body("items[0].appVersion", equalTo("5.0.0"));
    }

    @Test
    @Tag("SE-1")
    void anInstallationOfAnotherAccountIsNotFound() {
        var owner = Person.registered();
        var other = Person.registered();
        var id = UUID.randomUUID();
        owner.app().body(phone()).put(PATH, id).then().statusCode(200);

        other.app().body(phone()).put(PATH, id).then().statusCode(404);
        other.app().delete(PATH, id).then().statusCode(404);

        assertThat(other.rows("phone")).isZero();
        assertThat(owner.rows("phone")).isEqualTo(1);
    }

    @Test
    void aPhoneIsForgotten() {
        var person = Person.registered();
        var id = UUID.randomUUID();
        person.app().body(phone()).put(PATH, id).then().statusCode(200);

        person.app().delete(PATH, id).then().statusCode(204);

        person.app().delete(PATH, id).then().statusCode(404);
        person.app().get("/v1/phones").then().body("items", empty());
    }

    @Test
    void thePagesOfTheListShowEachPhoneOnce() {
        var person = Person.registered();
        for (int i = 0; i < 5; i++) {
            person.app().body(phone()).put(PATH, UUID.randomUUID()).then().statusCode(200);
        }

        var first = person.app().get("/v1/phones?limit=3").then().statusCode(200).extract();
        var second =
                person.app()
                        .queryParam("limit", 3)
                        .queryParam("cursor", first.<String>path("next"))
                        .get("/v1/phones")
                        .then()
                        .statusCode(200)
                        .extract();

        assertThat(first.<List<String>>path("items.installationId")).hasSize(3);
        assertThat(second.<List<String>>path("items.installationId"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.<List<String>>path("items.installationId"));
        assertThat(second.<String>path("next")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x", "1e1", "999999999999"})
    void aLimitOutsideItsRangeIsRefused(String limit) {
        Person.registered()
                .app()
                .queryParam("limit", limit)
                .get("/v1/phones")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5IHg", "LTEgeA"})
    void aCursorThatNobodyGaveOutIsRefused(String cursor) {
        Person.registered()
                .app()
                .queryParam("cursor", cursor)
                .get("/v1/phones")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("cursor"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model|''",
                "model|'line\nbreak'",
                "os|'SYMBIAN'",
                "osVersion|''",
                "appVersion|''",
                "softwareVersion|''",
                "language|'<script>alert(1)</script>'",
                "language|'e'",
            })
    void aFieldThatIsNotValidIsNamed(String field, String value) {
        var person = Person.registered();
        var phone = phone();
        phone.put(field, value);

        person.app()
                .body(phone)
                .put(PATH, UUID.randomUUID())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
        assertThat(person.rows("phone")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "os",
                "osVersion",
                "appVersion",
                "softwareVersion",
                "language",
                "network"
            })
    void aFieldThatIsMissingIsNamed(String field) {
        var phone = phone();
        phone.remove(field);

        Person.registered()
                .app()
                .body(phone)
                .put(PATH, UUID.randomUUID())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"model\": 7}",
                "{\"surprise\": 1}",
                "{\"network\": {\"type\": \"WIFI\", \"wifi\": {\"ssid\": 7}}}",
                "{\"network\": {\"type\": \"WIFI\", \"wifi\": {}}}",
                "{\"installedApps\": \"one\"}",
                "{\"installedApps\": [\"a\\nb\"]}",
                "{\"model\": \"a\\u0000b\"}"
            })
    void aBodyThatIsNotAPhoneIsRefused(String body) {
        var person = Person.registered();

        person.app()
                .body(body)
                .put(PATH, UUID.randomUUID())
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        assertThat(person.rows("phone")).isZero();
    }

    @Test
    void sqlAndHtmlAreJustText() {
        var person = Person.registered().grant("diagnostics");
        var hostile = "'; DROP TABLE phone; -- <img src=x onerror=alert(1)>";
        var phone = phone();
        phone.put("model", hostile);
        phone.put("network", Map.of("type", "CELLULAR", "carrier", hostile));

        person.app().body(phone).put(PATH, UUID.randomUUID()).then().statusCode(200);

        person.app()
                .get("/v1/phones")
                .then()
                .header("Content-Type", containsString("application/json"))
                .body("items[0].model", equalTo(hostile))
                .body("items[0].network.carrier", equalTo(hostile))
                .body("items[0].network", not(anEmptyMap()));
    }

    @Test
    void withoutATokenNothingIsStored() {
        given().contentType(ContentType.JSON)
                .body(phone())
                .put(PATH, UUID.randomUUID())
                .then()
                .statusCode(401);
        given().get("/v1/phones").then().statusCode(401);
        given().delete(PATH, UUID.randomUUID()).then().statusCode(401);
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        Person.registered().app().body(phone()).put(PATH, "not-a-uuid").then().statusCode(404);
    }
}
