package com.bestqi.consent.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SD-2")
class SwitchResourceTest {
    @Inject SwitchCatalogue catalogue;

    @Test
    @Tag("PM-1")
    @Tag("PM-3")
    @Tag("PM-4")
    @Tag("PM-5")
    @Tag("PM-6")
    @Tag("PM-7")
    void everySwitchIsInTheCatalogue() {
        given().get("/v1/switches?language=es")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .body(
                        "items.key",
                        containsInAnyOrder(
                                "location.precise",
                                "location.coarse",
                                "geofence",
                                "camera",
                                "photo-album",
                                "storage",
                                "notifications",
                                "bluetooth",
                                "analytics",
                                "diagnostics",
                                "sensitive.biometric",
                                "sensitive.communications",
                                "sensitive.health",
                                "sensitive.transactions"))
                .body("items.find { it.key == 'camera' }.title", equalTo("Cámara"))
                .body("items.find { it.key == 'camera' }.notice", nullValue())
                .body("items.find { it.key == 'camera' }", not(hasKey("recipient")))
                .body("items.find { it.key == 'camera' }.collects", hasSize(2))
                .body("items.find { it.key == 'analytics' }.notice.version", equalTo("1"))
                .body("items.find { it.key == 'analytics' }.notice.language", equalTo("es"))
                .body("next", nullValue());
    }

    @Test
    void theCatalogueComesInPagesToWhoeverWantsThem() {
        String next =
                given().get("/v1/switches?limit=13").then().statusCode(200).extract().path("next");

        given().get("/v1/switches?limit=13&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.key", contains("sensitive.transactions"))
                .body("next", nullValue());
        for (var path : List.of("/v1/switches", "/v1/purposes", "/v1/recipients")) {
            for (var bad : List.of("limit=0", "limit=201", "limit=x", "cursor=OTk", "cursor=eA")) {
                given().get(path + "?" + bad)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json");
            }
        }
    }

    @Test
    @Tag("PM-2")
    void theGeofenceSwitchNamesItsRecipient() {
        given().get("/v1/switches?language=en")
                .then()
                .body("items.find { it.key == 'geofence' }.recipient", equalTo("Google Maps"))
                .body(
                        "items.find { it.key == 'geofence' }.notice.text",
                        containsString("Google Maps"));
    }

    @Test
    @Tag("SD-1")
    void allThatIsSensitiveHasANoticeOfItsOwn() {
        var withNotice =
                catalogue.all().stream()
                        .filter(known -> known.notice() != null)
                        .map(PermissionSwitch::key)
                        .toList();

        assertThat(withNotice)
                .containsExactlyInAnyOrder(
                        "location.precise",
                        "geofence",
                        "analytics",
                        "diagnostics",
                        "sensitive.biometric",
                        "sensitive.communications",
                        "sensitive.health",
                        "sensitive.transactions");
    }

    @Test
    void everySwitchIsExplainedInEveryLanguage() {
        assertThat(catalogue.all())
                .allSatisfy(known ->
                        assertThat(known.languages())
                                .as(known.key())
                                .isEqualTo(Set.of("en", "de", "es", "fr", "zh")));
    }

    @Test
    void whatIsNoLanguageIsRefused() {
        given().get("/v1/switches?language=e").then().statusCode(400);
    }
}
