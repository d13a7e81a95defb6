package com.bestqi.device.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.device.Person;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.RecipientsChanged.Change;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comings and goings, and what the maps provider receives of them. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-2")
@Tag("SH-2")
class GeofenceSharingTest {
    private static final String PATH = "/v1/geofences";
    private static final String EVENTS = PATH + "/{id}/events";

    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static Map<String, Object> plan(String name, double latitude) {
        return Map.of("name", name, "latitude", latitude, "longitude", 16.3, "radiusMeters", 100);
    }

    private static String created(Person person) {
        return person.app()
                .body(plan("Home", 48.2))
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .path("geofenceId");
    }

    private static ValidatableResponse cross(Person person, String id, Instant at, String kind) {
        return person.app().body(Map.of("at", at.toString(), "kind", kind)).post(EVENTS, id).then();
    }

    @Test
    void eachSharingIsSaidOnceWithRecipientPurposeAndKind() {
        var person = Person.registered().grant("geofence");
        var began = clock.instant();
        var id = created(person);
        var at = began.minus(Duration.ofMinutes(1));

        cross(person, id, at, "ENTER")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(0))
                .body("refused", empty());
        cross(person, id, at, "ENTER")
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("duplicates", equalTo(1));
        person.app().body(plan("Work", 48.2)).put(PATH + "/{id}", id).then().statusCode(200);
        person.app().body(plan("Work", 47.1)).put(PATH + "/{id}", id).then().statusCode(200);

        var said = Disclosures.await(person, 3);
        assertThat(said)
                .hasSize(3)
                .allMatch(one -> one.recipient().equals("google-maps"))
                .allMatch(one -> one.purpose().equals("PU-1"))
                .allMatch(one -> one.categories().equals(Set.of("location")));
        assertThat(said).extracting(DataDisclosed::disclosureId).doesNotHaveDuplicates();
        assertThat(said).extracting(DataDisclosed::at).allMatch(moment -> !moment.isBefore(began));
        person.app().get(EVENTS, id).then().body("items.kind", contains("ENTER"));
        assertThat(person.rows("geofence_event")).isEqualTo(1);
    }

    @Test
    @Tag("F16")
    void aCrossingToldManyTimesAtOnceIsKeptAndSaidOnce() throws Exception {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        var at = clock.instant();
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> cross(person, id, at, "EXIT").extract().<Integer>path("accepted"));
        }

        int accepted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                accepted += call.get();
            }
        }

        assertThat(accepted).isEqualTo(1);
        cross(person, id, at.plusSeconds(1), "ENTER").body("accepted", equalTo(1));
        assertThat(Disclosures.await(person, 3)).hasSize(3);
    }

    @Test
    @Tag("PM-8")
    @Tag("I-7")
    void aCrossingNeedsTheSwitchWhenItHappenedAndNow() {
        var person = Person.registered();
        var now = clock.instant();
        person.grantSince(now.minus(Duration.ofHours(1)), "geofence");
        var id = created(person);

        cross(person, id, now.minus(Duration.ofMinutes(90)), "ENTER")
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("refused.index", contains(0))
                .body("refused.reason", contains("no-consent"));
        cross(person, id, now.minus(Duration.ofMinutes(30)), "ENTER").body("accepted", equalTo(1));
        var before = clock.instant();
        person.withdraw("geofence");
        cross(person, id, before, "EXIT").statusCode(403).body("key", equalTo("geofence"));

        assertThat(person.rows("geofence_event")).isEqualTo(1);
        assertThat(Disclosures.await(person, 2)).hasSize(2);
    }

    @Test
    @Tag("PM-8")
    void aCrossingAfterTheWithdrawalThatArrivedBeforeIsNotKept() {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        var now = clock.instant();
        cross(person, id, now, "ENTER").body("accepted", equalTo(1));
        cross(person, id, now.plus(Duration.ofMinutes(4)), "EXIT").body("accepted", equalTo(1));

        person.withdrawAt(now.plusSeconds(1), "geofence");

        person.app().get(EVENTS, id).then().body("items.kind", contains("ENTER"));
        // Said with a time that has been, whatever the phone's clock says.
        assertThat(Disclosures.await(person, 3))
                .allMatch(one -> !one.at().isAfter(clock.instant()));
    }

    @Test
    void aTimeThatCannotBeIsRefused() {
        var person = Person.registered().grant("geofence");
        var id = created(person);
        var now = clock.instant();

        cross(person, id, now.plus(Duration.ofMinutes(6)), "ENTER")
                .statusCode(202)
                .body("refused.reason", contains("clock-skew"));
        cross(person, id, now.minus(Duration.ofDays(31)), "ENTER")
                .statusCode(202)
                .body("refused.reason", contains("too-old"));
        assertThat(person.rows("geofence_event")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"kind\":\"ENTER\"}",
                "{\"at\":\"2026-11-22T00:00:00Z\"}",
                "{\"at\":\"2026-11-22T00:00:00Z\",\"kind\":\"PASS\"}",
                "{\"at\":\"2026-11-22T00:00:00Z\",\"kind\":0}",
                "{\"at\":\"yesterday\",\"kind\":\"ENTER\"}",
                "{\"at\":1763800000,\"kind\":\"ENTER\"}",
                "{\"at\":\"2026-11-22T00:00:00Z\",\"kind\":\"ENTER\",\"more\":1}"
            })
    @Tag("SE-3")
    void aCrossingThatIsNoneIsRefused(String body) {
        var person = Person.registered().grant("geofence");
        var id = created(person);

        person.app()
                .body(body)
                .post(EVENTS, id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    @Tag("SH-1")
    void aRecipientThatTheRegisterNoLongerHasReceivesNothing() {
        var person = Person.registered().grant("geofence");
        try {
            say(Change.REMOVED, clock.instant());
            awaitReceives(false);

            var id = created(person);
            cross(person, id, clock.instant(), "ENTER").body("accepted", equalTo(1));

            // Told late, so it says nothing about now.
            say(Change.ADDED, clock.instant().minus(Duration.ofDays(1)));
            var other = new RecipientsChanged("acme", Change.REMOVED, "OTHER", "DE", Instant.now());
            Bus.publish(other);
        } finally {
            say(Change.ADDED, clock.instant());
            awaitReceives(true);
        }

        created(person);
        assertThat(Disclosures.await(person, 1)).hasSize(1);
        assertThat(person.rows("geofence")).isEqualTo(2);
    }

    private static void say(Change change, Instant at) {
        Bus.publish(new RecipientsChanged("google-maps", change, "SERVICE_PROVIDER", "US", at));
    }

    private static void awaitReceives(boolean wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        Person.database()
                                .first(
                                        "SELECT receives FROM maps_provider",
                                        rows -> rows.getBoolean("receives"))
                                .orElseThrow()
                                .equals(wanted));
    }
}
