package com.bestqi.device.devicetype;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.reading.ReadingTable;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class DeviceTypeResourceTest {

    @Test
    @Tag("DV-3")
    void theCatalogueIsOpenAndMayBeCached() {
        given().get("/v1/device-types")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("max-age"))
                .header("ETag", notNullValue())
                .body(
                        "items.key",
                        hasItems(
                                "thermostat",
                                "weather-station",
                                "robot-cleaner",
                                "air-purifier",
                                "door-lock",
                                "camera",
                                "fitness-band",
                                "smart-speaker"))
                .body("items.title", everyItem(notNullValue()))
                .body("next", nullValue());
    }

    @Test
    void theCatalogueComesInPagesToWhoeverWantsThem() {
        String next =
                given().get("/v1/device-types?limit=1")
                        .then()
                        .body("items.key", contains("thermostat"))
                        .extract()
                        .path("next");

        given().get("/v1/device-types?limit=1&cursor=" + next)
                .then()
                .body("items.key", contains("weather-station"));
        given().get("/v1/device-types?limit=201").then().statusCode(400);
        given().get("/v1/device-types?cursor=eA").then().statusCode(400);
    }

    @Test
    @Tag("SD-2")
    @Tag("DV-3")
    void aReadingNamesTheSwitchThatItNeeds() {
        given().get("/v1/device-types")
                .then()
                .body(path("fitness-band", "heart-rate"), equalTo("sensitive.health"))
                .body(path("fitness-band", "sleep"), equalTo("sensitive.health"))
                .body(path("smart-speaker", "transcript"), equalTo("sensitive.communications"))
                .body(path("thermostat", "temperature"), nullValue())
                .body("items.find { it.key == 'thermostat' }.readings[0]", hasKey("category"))
                .body("items.find { it.key == 'thermostat' }.readings[0]", hasKey("unit"))
                .body("items.find { it.key == 'thermostat' }.readings[0]", not(hasKey("min")))
                .body(
                        "items.find { it.key == 'door-lock' }.commands.name",
                        contains("lock", "unlock"));
    }

    @Test
    @Tag("RI-11")
    @Tag("SD-1")
    void whatIsOfASensitiveKindIsDeclaredSoThatAnErasureOfItFindsIt() {
        List<List<Map<String, String>>> readings =
                given().get("/v1/device-types").then().extract().path("items.readings");
        var declared = ReadingTable.class.getAnnotation(Store.class).rows();

        for (var rows : declared) {
            var named =
                    readings.stream()
                            .flatMap(List::stream)
                            .filter(reading ->
                                    ("sensitive." + rows.category().key())
                                            .equals(reading.get("category")))
                            .map(reading -> reading.get("type"))
                            .collect(Collectors.toSet());
            assertThat(Set.of(rows.values())).isEqualTo(named);
        }
        assertThat(declared).hasSize(2);
    }

    private static String path(String device, String reading) {
        return "items.find { it.key == '%s' }.readings.find { it.type == '%s' }.category"
                .formatted(device, reading);
    }
}
