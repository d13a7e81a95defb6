package com.bestqi.device.geofence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.device.LogRecorder;
import com.bestqi.device.Person;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-2")
class GeofenceResourceTest {
    private static final String PATH = "/v1/geofences";
    private static final Map<String, Object> HOME =
            Map.of(
                    "name",
                    "Home",
                    "latitude",
                    48.2084913,
                    "longitude",
                    16.3720846,
                    "radiusMeters",
                    150);

    @Inject Clock clock;
    @Inject Subjects subjects;

    private static ValidatableResponse create(Person person, Object plan) {
        return person.app().body(plan).post(PATH).then();
    }

    private static String created(Person person) {
        return create(person, HOME).statusCode(201).extract().path("geofenceId");
    }

    private static Map<String, Object> with(String field, Object value) {
        var changed = new HashMap<>(HOME);
        changed.put(field, value);
        return changed;
    }

    @Test
    void aPlaceIsMarkedSeenChangedAndForgotten() {
        var person = Person.registered().grant("geofence");
        var id = created(person);

        person.app()
                .get(PATH + "/{id}", id)
                .then()
                .statusCode(200)
                .body("geofenceId", equalTo(id))
                .body("name", equalTo("Home"))
                .body("latitude", equalTo(48.2084913f))
                .body("longitude", equalTo(16.3720846f))
                .body("radiusMeters", equalTo(150))
                .body("createdAt", notNullValue());
        person.app()
                .body(with("name", "Work"))
                .put(PATH + "/{id}", id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Work"));
        person.app().get(PATH).then().body("items.name", contains("Work"));
        person.app().delete(PATH + "/{id}", id).then().statusCode(204);

        person.app().get(PATH + "/{id}", id).then().statusCode(404);
        person.app().delete(PATH + "/{id}", id).then().statusCode(404);
        person.app().body(HOME).put(PATH + "/{id}", id).then().statusCode(404);
        person.app().get(PATH).then().body("items", empty());
        assertThat(person.rows("geofence")).isZero();
    }

    @Test
    @Tag("I-7")
    void withoutTheSwitchNoPlaceIsTaken() {
        var person = Person.registered().grant("location.precise", "location.coarse");

        create(person, HOME)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:consent-required"))
                .body("key", equalTo("geofence"));

        assertThat(person.rows("geofence")).isZero();
    }

    @Test
    @Tag("PM-8")
    void afterTheWithdrawalWhatIsThereIsSeenAndForgottenButNotChanged() {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        var other = created(person);
        person.withdraw("geofence");

        create(person, HOME).statusCode(403);
        person.app()
                .body(with("name", "Work"))
                .put(PATH + "/{id}", id)
                .then()
                .statusCode(403)
                .body("key", equalTo("geofence"));
        person.app().get(PATH).then().statusCode(200).body("items", hasSize(2));
        person.app().get(PATH + "/{id}", id).then().body("name", equalTo("Home"));
        person.app().get(PATH + "/{id}/events", id).then().statusCode(200);
        person.app().delete(PATH + "/{id}", other).then().statusCode(204);
    }

    @Test
    @Tag("PM-8")
    void whatWasMarkedAfterTheWithdrawalButArrivedBeforeIsNotKept() {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        var between = clock.instant();
        var later = created(person);
        assertThat(person.rows("geofence")).isEqualTo(2);

        person.withdrawAt(between, "geofence");

        person.app().get(PATH).then().body("items.geofenceId", contains(id));
        person.app().get(PATH + "/{id}", later).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"name\":\"a\",\"latitude\":1,\"longitude\":1}",
                "{\"name\":\"a\",\"latitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"longitude\":1,\"radiusMeters\":1}",
                "{\"latitude\":1,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\" \",\"latitude\":1,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\\u0007\",\"latitude\":1,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":7,\"latitude\":1,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":90.1,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":-91,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":1,\"longitude\":180.5,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":1e999,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":NaN,\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":\"1\",\"longitude\":1,\"radiusMeters\":1}",
                "{\"name\":\"a\",\"latitude\":1,\"longitude\":1,\"radiusMeters\":0}",
                "{\"name\":\"a\",\"latitude\":1,\"longitude\":1,\"radiusMeters\":-5}",
                "{\"name\":\"a\",\"latitude\":1,\"longitude\":1,\"radiusMeters\":1000000}",
                "{\"name\":\"a\",\"latitude\":1,\"longitude\":1,\"radiusMeters\":1,\"more\":1}"
            })
    @Tag("SE-3")
    void aPlaceThatIsNoneIsRefused(String plan) {
        var person = Person.registered().grant("geofence");

        create(person, plan).statusCode(400).contentType("application/problem+json");

        assertThat(person.rows("geofence")).isZero();
    }

    @Test
    @Tag("I-11")
    @Tag("SE-1")
    void onesOwnPlacesAndNobodyElses() {
        var id = created(Person.registered().grant("geofence"));
        var other = Person.registered().grant("geofence");

        other.app().get(PATH).then().body("items", empty());
        other.app().get(PATH + "/{id}", id).then().statusCode(404);
        other.app().body(HOME).put(PATH + "/{id}", id).then().statusCode(404);
        other.app().delete(PATH + "/{id}", id).then().statusCode(404);
        other.app().get(PATH + "/{id}/events", id).then().statusCode(404);
        var event = Map.of("at", clock.instant().toString(), "kind", "ENTER");
        other.app().body(event).post(PATH + "/{id}/events", id).then().statusCode(404);
        given().get(PATH).then().statusCode(401);
        given().contentType("application/json").body(HOME).post(PATH).then().statusCode(401);
        given().auth().oauth2(Tokens.staff("auditor")).get(PATH).then().statusCode(403);
    }

    @Test
    @Tag("SE-4")
    @Tag("I-9")
    @Tag("I-1")
    void nameAndPlaceAreCiphertextAndInNoLogAndOnNoBus() {
        try (var log = LogRecorder.start()) {
            var person = Person.registered().grant("geofence");
            create(person, with("name", "canary-of-a-place")).statusCode(201);
            Disclosures.await(person, 1);

            for (var canary : List.of("canary-of-a-place", "48.2084913", "16.3720846")) {
                assertThat(CanarySearch.find(Person.database(), canary)).isEmpty();
                assertThat(log.text()).doesNotContain(canary);
                assertThat(Disclosures.bytes(person)).doesNotContain(canary);
            }
        }
    }

    @Test
    void thePagesOfTheListShowEachOnceOldestFirst() {
        var person = Person.registered().grant("geofence");
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(created(person));
        }
        var seen = new ArrayList<String>();
        String cursor = null;

        do {
            var call = person.app().queryParam("limit", 2);
            var page =
                    (cursor == null ? call : call.queryParam("cursor", cursor))
                            .get(PATH)
                            .then()
                            .statusCode(200)
                            .extract();
            seen.addAll(page.<List<String>>path("items.geofenceId"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).isEqualTo(ids);
        person.app().queryParam("cursor", "x").get(PATH).then().statusCode(400);
        person.app().queryParam("limit", "201").get(PATH).then().statusCode(400);
    }

    @Test
    @Tag("F16")
    void nobodyHasMoreThanAHundredHoweverManyAskAtOnce() throws Exception {
        var person = Person.registered().grant("geofence");
        for (int i = 0; i < 97; i++) {
            created(person);
        }
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> create(person, HOME).extract().statusCode());
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).containsOnly(201, 409);
        assertThat(person.rows("geofence")).isEqualTo(100);
        create(person, HOME)
                .statusCode(409)
                .body("type", equalTo("urn:problem:too-many-geofences"));
    }

    @Test
    void aRepeatedCallWithItsKeyMarksOnePlace() {
        var person = Person.registered().grant("geofence");
        var key = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            person.app()
                    .header("Idempotency-Key", key)
                    .body(HOME)
                    .post(PATH)
                    .then()
                    .statusCode(201);
        }

        assertThat(person.rows("geofence")).isEqualTo(1);
    }

    @Test
    @Tag("RI-4")
    void underRestrictionNothingIsTakenOrChangedButSeenAndForgotten() {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person.id()).restrictions().isEmpty());

        var event = Map.of("at", clock.instant().toString(), "kind", "ENTER");
        for (var refused :
                List.of(
                        person.app().body(HOME).post(PATH),
                        person.app().body(HOME).put(PATH + "/{id}", id),
                        person.app().body(event).post(PATH + "/{id}/events", id))) {
            refused.then()
                    .statusCode(423)
                    .body("type", equalTo("urn:problem:processing-restricted"));
        }
        person.app().get(PATH + "/{id}", id).then().statusCode(200);
        person.app().get(PATH).then().body("items", hasSize(1));
        person.app().get(PATH + "/{id}/events", id).then().statusCode(200);
        person.app().delete(PATH + "/{id}", id).then().statusCode(204);
    }

    @Test
    @Tag("RI-3")
    void allGoesWithThePerson() {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        var event = Map.of("at", clock.instant().toString(), "kind", "ENTER");
        person.app().body(event).post(PATH + "/{id}/events", id).then().statusCode(202);
        assertThat(person.rows("geofence_event")).isEqualTo(1);

        person.erase();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> person.rows("geofence") + person.rows("geofence_event") == 0);
        create(person, HOME).statusCode(410);
    }
}
