package com.bestqi.consent.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
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
@Tag("PO-2")
class PurposeResourceTest {
    @Inject PurposeCatalogue purposes;
    @Inject SwitchCatalogue switches;
    @Inject Countries countries;

    @Test
    @Tag("PU-1")
    @Tag("PU-2")
    @Tag("PU-3")
    @Tag("PU-5")
    @Tag("PU-6")
    void everyPurposeIsThereWithItsBasis() {
        given().get("/v1/purposes?language=de-AT")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .body(
                        "items.key",
                        contains("PU-1", "PU-2", "PU-3", "PU-4a", "PU-4b", "PU-5", "PU-6"))
                .body(
                        "items.basis",
                        contains(
                                equalTo("contract"),
                                equalTo("contract"),
                                equalTo("contract"),
                                equalTo("contract"),
                                equalTo("consent"),
                                equalTo("legal-obligation"),
                                nullValue()))
                .body("items[0].language", equalTo("de"))
                .body("items[0].title", equalTo("Den Dienst bereitstellen"))
                .body("items[4].switches", equalTo(List.of("analytics")))
                .body("items[2].switches", equalTo(List.of("notifications")))
                .body("items[4].stops", containsString("widerrufen"))
                .body("next", nullValue());
        given().get("/v1/purposes?language=e").then().statusCode(400);
        given().get("/v1/purposes?language=tlh").then().body("items[0].language", equalTo("en"));
    }

    @Test
    void everyPurposeIsExplainedInEveryLanguage() {
        assertThat(purposes.all())
                .allSatisfy(known ->
                        assertThat(known.languages())
                                .as(known.key())
                                .isEqualTo(Set.of("en", "de", "es", "fr", "zh")));
    }

    @Test
    void everySwitchServesAPurposeAndLetsInDataThatExist() {
        assertThat(switches.all())
                .allSatisfy(known -> {
                    assertThat(known.purposes())
                            .isNotEmpty()
                            .allMatch(key -> purposes.find(key).isPresent());
                    assertThat(known.data()).isNotEmpty();
                    assertThat(known.dpv().personalData()).isNotEmpty();
                });
    }

    @Test
    @Tag("TR-2")
    void aCountryIsAtHomeOrAbroad() {
        assertThat(List.of("DE", "NO", "CH", "GB")).noneMatch(countries::abroad);
        assertThat(List.of("US", "CN", "JP", "RU")).allMatch(countries::abroad);
        assertThat(countries.adequate("JP")).isTrue();
        assertThat(countries.adequate("CN")).isFalse();
        assertThat(countries.exists("XX")).isFalse();
    }
}
