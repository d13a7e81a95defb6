package com.bestqi.consent.phone;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-3")
class PhonePermissionResourceTest {
    @Inject Subjects subjects;

    private final UUID phone = UUID.randomUUID();

    @Test
    void onAPhoneNobodyHeardOfNothingIsOn() {
        var person = Persons.registered();

        as(person)
                .get("/v1/consents/installations/" + phone)
                .then()
                .statusCode(200)
                .body("installationId", equalTo(phone.toString()))
                .body("revision", equalTo(0))
                .body("items", hasSize(14))
                .body("items.effective", everyItem(is(false)))
                .body("items.allowed", everyItem(nullValue()));
    }

    @ParameterizedTest
    @Tag("PM-1")
    @Tag("PM-4")
    @Tag("PM-5")
    @Tag("PM-6")
    @Tag("PM-7")
    @CsvSource({
        "true, true, true",
        "true, false, false",
        "false, true, false",
        "false, false, false",
        "true, , true",
        "false, , false"
    })
    void theStricterWins(boolean granted, Boolean allowed, boolean effective) {
        var person = Persons.registered();
        for (var key :
                new String[] {
                    "location.coarse",
                    "camera",
                    "photo-album",
                    "storage",
                    "notifications",
                    "bluetooth"
                }) {
            put(person, key, granted);
            if (allowed != null) {
                say(person, key, phone, allowed)
                        .statusCode(200)
                        .body("key", equalTo(key))
                        .body("granted", equalTo(granted))
                        .body("allowed", equalTo(allowed))
                        .body("effective", equalTo(effective));
            }

            on(person, key, phone, effective);
        }
    }

    @Test
    void aPhonesSettingLeavesTheAccountAndOtherPhonesAlone() {
        var person = Persons.registered();
        put(person, "camera", true);

        say(person, "camera", phone, false).statusCode(200);

        on(person, "camera", phone, false);
        on(person, "camera", UUID.randomUUID(), true);
        as(person)
                .get("/v1/consents")
                .then()
                .body("revision", equalTo(1))
                .body("items.find { it.key == 'camera' }.granted", equalTo(true));
        as(person).get("/v1/consents/history").then().body("items", hasSize(1));

        say(person, "camera", phone, true).statusCode(200);
        on(person, "camera", phone, true);
    }

    @Test
    @Tag("RI-7")
    void aWithdrawalThatNamesAPhoneIsForTheWholeAccount() {
        var person = Persons.registered();
        put(person, "camera", true);

        as(person)
                .body(Map.of("granted", false, "installationId", phone))
                .put("/v1/consents/camera")
                .then()
                .statusCode(200)
                .body("granted", equalTo(false));

        on(person, "camera", UUID.randomUUID(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"geofence", "analytics", "diagnostics", "sensitive.health"})
    void whatIsNoPermissionOfAPhoneIsRefused(String key) {
        say(Persons.registered(), key, phone, false).statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"allowed\": null}",
                "{\"allowed\": \"no\"}",
                "{\"allowed\": 0}",
                "["
            })
    void brokenBodiesAreRefusedAndNothingIsNoted(String body) {
        var person = Persons.registered();

        as(person)
                .body(body)
                .put("/v1/consents/camera/installations/" + phone)
                .then()
                .statusCode(400);

        as(person)
                .get("/v1/consents/installations/" + phone)
                .then()
                .body("items.allowed", everyItem(nullValue()));
    }

    @Test
    void unknownSwitchesAndIdsThatAreNoneAreNotFound() {
        var person = Persons.registered();

        say(person, "telepathy", phone, true).statusCode(404);
        assertThat(
                        as(person)
                                .body("{\"allowed\": true}")
                                .put("/v1/consents/camera/installations/mine")
                                .statusCode())
                .isIn(400, 404);
    }

    @Test
    @Tag("SE-1")
    void onlyThePersonSpeaksForTheirPhones() {
        var path = "/v1/consents/camera/installations/" + phone;
        var one = Persons.registered();
        var other = Persons.registered();
        put(one, "camera", true);
        say(one, "camera", phone, false).statusCode(200);

        as(other)
                .get("/v1/consents/installations/" + phone)
                .then()
                .body("items.allowed", everyItem(nullValue()));
        given().contentType("application/json").body("{}").put(path).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.service())
                .contentType("application/json")
                .body("{\"allowed\": true}")
                .put(path)
                .then()
                .statusCode(403);
    }

    @Test
    @Tag("RI-4")
    void underRestrictionOffIsHeardAndOnIsNot() {
        var person = Persons.registered();
        Bus.publish(Restrictions.everything(person, 1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person).restrictions().isEmpty());

        say(person, "camera", phone, false).statusCode(200);
        say(person, "camera", phone, true).statusCode(423);
    }

    @Test
    void ofManySettingsAtOnceOneStands() throws Exception {
        var person = Persons.registered();
        put(person, "camera", true);
        var calls =
                IntStream.range(0, 20)
                        .<Callable<Integer>>mapToObj(n ->
                                () ->
                                        say(person, "camera", phone, n % 2 == 0)
                                                .extract()
                                                .statusCode())
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                assertThat(done.get()).isEqualTo(200);
            }
        }

        var camera =
                as(person)
                        .get("/v1/consents/installations/" + phone)
                        .<Map<String, Object>>path("items.find { it.key == 'camera' }");
        assertThat(camera.get("effective")).isEqualTo(camera.get("allowed"));
    }

    private static void on(UUID person, String key, UUID phone, boolean effective) {
        as(person)
                .get("/v1/consents/installations/" + phone)
                .then()
                .statusCode(200)
                .body("items.find { it.key == '" + key + "' }.effective", equalTo(effective));
    }

    private static ValidatableResponse say(UUID person, String key, UUID phone, boolean allowed) {
        return as(person)
                .body(Map.of("allowed", allowed))
                .put("/v1/consents/{key}/installations/{phone}", key, phone)
                .then();
    }

    private static void put(UUID person, String key, boolean granted) {
        as(person)
                .body(Map.of("granted", granted))
                .put("/v1/consents/{key}", key)
                .then()
                .statusCode(200);
    }
}
