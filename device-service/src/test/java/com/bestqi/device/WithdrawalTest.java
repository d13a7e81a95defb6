package com.bestqi.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Withdrawal looks forward only, and nothing slips past it. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-8")
@Tag("I-7")
class WithdrawalTest {
    private static final String HEALTH = "sensitive.health";

    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static Map<String, Object> heartRate(Instant at, double value) {
        return Map.of("at", at.toString(), "type", "heart-rate", "value", value);
    }

    private static Map<String, Object> position(Instant at, String precision) {
        return Map.of(
                "at",
                at.toString(),
                "latitude",
                48.2,
                "longitude",
                16.3,
                "accuracy",
                5,
                "precision",
                precision);
    }

    @Test
    @Tag("SD-2")
    void whatWasTakenBeforeButArrivesAfterIsRefusedAndWhatIsThereStays() {
        var person = Person.registered().grant(HEALTH);
        var band = person.pair("fitness-band");
        var before = clock.instant();
        band.post(heartRate(before, 60)).body("accepted", equalTo(1));
        var between = clock.instant();
        person.withdraw(HEALTH);

        band.post(heartRate(between, 61), heartRate(clock.instant(), 62))
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("refused.reason", contains("no-consent", "no-consent"));

        person.app()
                .get("/v1/devices/{id}/readings", band.id())
                .then()
                .body("items.value", contains(60.0f));
    }

    @Test
    @Tag("SD-2")
    void whatWasTakenAfterButArrivedBeforeIsNotKept() {
        var person = Person.registered().grant(HEALTH);
        var band = person.pair("fitness-band");
        var now = clock.instant();
        band.post(
                        heartRate(now, 60),
                        heartRate(now.plus(Duration.ofMinutes(4)), 61),
                        Map.of(
                                "at",
                                now.plus(Duration.ofMinutes(4)).toString(),
                                "type",
                                "battery",
                                "value",
                                50))
                .body("accepted", equalTo(3));

        person.withdrawAt(now.plusSeconds(1), HEALTH);

        person.app()
                .get("/v1/devices/{id}/readings", band.id())
                .then()
                .body("items.value", contains(50.0f, 60.0f));
    }

    @Test
    @Tag("SD-2")
    void aNewGrantDoesNotCoverTheGap() {
        var person = Person.registered().grant(HEALTH);
        var band = person.pair("fitness-band");
        person.withdraw(HEALTH);
        var gap = clock.instant();
        clock.move(Duration.ofMinutes(1));
        person.grantSince(clock.instant(), HEALTH);

        band.post(heartRate(gap, 60), heartRate(clock.instant(), 61))
                .body("accepted", equalTo(1))
                .body("refused.index", contains(0))
                .body("refused.reason", contains("no-consent"));
    }

    @Test
    @Tag("PM-1")
    void positionsTakenAfterTheWithdrawalAreNotKept() {
        var person = Person.registered().grant("location.precise", "location.coarse");
        var now = clock.instant();
        var later = now.plus(Duration.ofMinutes(4));
        person.app()
                .body(
                        Map.of(
                                "installationId",
                                UUID.randomUUID(),
                                "samples",
                                List.of(
                                        position(now, "PRECISE"),
                                        position(later, "PRECISE"),
                                        position(later, "COARSE"))))
                .post("/v1/locations")
                .then()
                .body("accepted", equalTo(3));

        person.withdrawAt(now.plusSeconds(1), "location.precise");
        person.app()
                .get("/v1/locations")
                .then()
                .body("items.precision", containsInAnyOrder("PRECISE", "COARSE"));

        person.withdrawAt(now.plusSeconds(2), "location.coarse");
        person.app().get("/v1/locations").then().body("items.precision", contains("PRECISE"));
    }

    @Test
    void aLateRevisionNeverRevivesAGrant() {
        var person = Person.registered().grant(HEALTH).withdraw(HEALTH);
        var band = person.pair("fitness-band");
        var since = clock.instant().minus(Duration.ofDays(1));
        Bus.publish(new ConsentState(person.id(), 1, Map.of(HEALTH, since), clock.instant()));
        person.grant("camera"); // behind the late one in the same partition: proves it read

        band.post(heartRate(clock.instant(), 60))
                .body("accepted", equalTo(0))
                .body("refused.reason", contains("no-consent"));
        assertThat(person.consentRevision()).isEqualTo(3);
    }

    @Test
    void aLateWithdrawalTakesNothingAway() {
        var person = Person.registered().grant(HEALTH);
        var band = person.pair("fitness-band");
        person.withdraw(HEALTH).grant(HEALTH);
        var now = clock.instant();
        band.post(heartRate(now, 60)).body("accepted", equalTo(1));

        Bus.publish(new ConsentState(person.id(), 2, Map.of(), now.minus(Duration.ofMinutes(1))));
        person.grant("camera");

        assertThat(person.rows("reading")).isEqualTo(1);
    }

    @Test
    @Tag("SD-2")
    @Tag("F16")
    void whatStreamsInDuringAWithdrawalIsKeptUpToItAndNoLonger() throws Exception {
        var person = Person.registered().grant(HEALTH);
        var band = person.pair("fitness-band");
        var going = new AtomicBoolean(true);
        var refused = new AtomicInteger();
        Instant withdrawn;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var streams = new ArrayList<Future<?>>();
            for (int t = 0; t < 4; t++) {
                int offset = t + 1;
                streams.add(threads.submit(() -> stream(band, offset, going, refused)));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> person.rows("reading") > 20);
            withdrawn = clock.instant();
            person.withdrawAt(withdrawn, HEALTH);
            int before = refused.get();
            await().atMost(Duration.ofSeconds(30)).until(() -> refused.get() > before + 20);
            going.set(false);
            for (var stream : streams) {
                stream.get();
            }
        }

        assertThat(person.rows("reading")).isGreaterThan(20);
        assertThat(newest(person)).isBefore(withdrawn);
    }

    private void stream(
            Person.Device band, int offset, AtomicBoolean going, AtomicInteger refused) {
        while (going.get()) {
            var at = clock.instant().plusNanos(offset * 1_000L);
            int accepted = band.post(heartRate(at, 60)).statusCode(202).extract().path("accepted");
            refused.addAndGet(1 - accepted);
        }
    }

    private static Instant newest(Person person) {
        return Person.database()
                .first(
                        "SELECT max(at) AS at FROM reading WHERE account_id = ?",
                        rows -> rows.getTimestamp("at").toInstant(),
                        person.id())
                .orElseThrow();
    }
}
