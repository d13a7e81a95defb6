package com.bestqi.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.retention.RetentionJob;
import com.bestqi.platform.subject.Holds;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What time does to a person's data here. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RT-1")
class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @Inject RetentionJob job;
    @Inject Holds holds;
    @Inject Database database;
    @Inject Clock clock;

    @Test
    @Tag("G8")
    void aSampleThatComesThirtyDaysLateHasItsPlaceAndIsStoredOnce() {
        var person = Person.registered().grant("location.precise");
        var phone = UUID.randomUUID();
        var samples =
                List.of(
                        position(clock.instant()),
                        position(clock.instant().minus(MONTH).plusSeconds(30)),
                        position(clock.instant().minus(MONTH.dividedBy(2))));

        for (int accepted : new int[] {3, 0}) {
            person.app()
                    .body(Map.of("installationId", phone, "samples", samples))
                    .post("/v1/locations")
                    .then()
                    .statusCode(202)
                    .body("accepted", equalTo(accepted))
                    .body("duplicates", equalTo(3 - accepted));
        }

        person.app().get("/v1/locations").then().body("items", hasSize(3));
    }

    @Test
    void readingsGoWithTheMonthThatIsAYearPastAndYoungerOnesStay() throws Exception {
        var person = Person.registered();
        var device = person.pair("thermostat");
        device.post(Map.of("at", clock.instant().toString(), "type", "temperature", "value", 20))
                .body("accepted", equalTo(1));
        reading(person, device.id(), 460);
        reading(person, device.id(), 300);

        job.round();

        person.app()
                .get("/v1/devices/{id}/readings", device.id())
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        assertThat(person.rows("reading")).isEqualTo(2);
    }

    @Test
    @Tag("PU-5")
    void readingsUnderHoldStayAndThoseOfOthersGo() throws Exception {
        var held = Person.registered();
        var other = Person.registered();
        reading(held, UUID.randomUUID(), 500);
        reading(other, UUID.randomUUID(), 500);
        QuarkusTransaction.requiringNew().run(() -> holds.set(held.id(), List.of("reading")));

        job.round();
        long kept = held.rows("reading");
        QuarkusTransaction.requiringNew().run(() -> holds.set(held.id(), List.of()));
        job.round();

        assertThat(kept).isEqualTo(1);
        assertThat(other.rows("reading")).isZero();
        assertThat(held.rows("reading")).isZero();
    }

    @Test
    void aPhoneSilentForAYearAndAPairingADayPastAreForgotten() throws Exception {
        var person = Person.registered();
        person.pair("thermostat");
        var silent = phone(person, 366);
        var inUse = phone(person, 364);
        database.update(
                "UPDATE pairing SET expires_at = ? WHERE account_id = ?",
                clock.instant().minus(Duration.ofHours(25)),
                person.id());

        job.round();

        assertThat(person.rows("phone")).isEqualTo(1);
        assertThat(person.rows("pairing")).isZero();
        assertThat(person.rows("device")).isEqualTo(1);
        assertThat(
                        database.query(
                                "SELECT installation_id FROM phone WHERE installation_id IN (?, ?)",
                                rows -> rows.getObject("installation_id", UUID.class),
                                silent,
                                inUse))
                .containsExactly(inUse);
    }

    @Test
    @Tag("RI-3")
    void aRemovedDeviceTakesItsReadingsOfAllMonthsAndNoOther() throws Exception {
        var person = Person.registered();
        var removed = person.pair("thermostat");
        var stays = person.pair("thermostat");
        // In turn, so that both have the same places in every month.
        for (int days = 0; days < 200; days += 10) {
            reading(person, removed.id(), days);
            reading(person, stays.id(), days);
        }

        person.app().delete("/v1/devices/{id}", removed.id()).then().statusCode(204);

        assertThat(person.rows("reading")).isEqualTo(20);
        assertThat(
                        database.query(
                                "SELECT DISTINCT device_id FROM reading WHERE account_id = ?",
                                rows -> rows.getObject("device_id", UUID.class),
                                person.id()))
                .containsExactly(stays.id());
    }

    private UUID phone(Person person, int daysAgo) {
        var phone = UUID.randomUUID();
        person.app()
                .body(
                        Map.of(
                                "model", "m",
                                "os", "IOS",
                                "osVersion", "1",
                                "appVersion", "1",
                                "softwareVersion", "1",
                                "language", "en",
                                "network", Map.of("type", "WIFI")))
                .put("/v1/phones/{id}", phone)
                .then()
                .statusCode(200);
        database.update(
                "UPDATE phone SET updated_at = ? WHERE installation_id = ?",
                clock.instant().minus(Duration.ofDays(daysAgo)),
                phone);
        return phone;
    }

    private static Map<String, Object> position(Instant at) {
        return Map.of(
                "at",
                at.toString(),
                "latitude",
                1.5,
                "longitude",
                2.5,
                "accuracy",
                5,
                "precision",
                "PRECISE");
    }

    /** A reading as it would lie there by now, in the partition the owner made then. */
    private void reading(Person person, UUID device, int daysAgo) throws SQLException {
        var at = clock.instant().minus(Duration.ofDays(daysAgo));
        var config = ConfigProvider.getConfig();
        try (var owner =
                        DriverManager.getConnection(
                                config.getValue("bestqi.db.url", String.class),
                                config.getValue("bestqi.db.owner", String.class),
                                config.getValue("bestqi.db.owner.password", String.class));
                var statement = owner.createStatement()) {
            statement.execute("SELECT make_partition('reading', 'month', '" + at + "')");
        }
        database.update(
                "INSERT INTO reading"
                        + " (account_id, device_id, type, at, value, consent_revision)"
                        + " VALUES (?, ?, 'temperature', ?, 20, 1)",
                person.id(),
                device,
                at);
    }
}
