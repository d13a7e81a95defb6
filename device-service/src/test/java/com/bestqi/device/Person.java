package com.bestqi.device;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.quarkus.arc.Arc;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody who has registered, with what the other services say about them. */
public final class Person {
    private static final Duration LONG_AGO = Duration.ofDays(60);

    private final UUID id = UUID.randomUUID();
    private final Map<String, Instant> granted = new HashMap<>();
    private long revision;

    private Person() {}

    /** Registers somebody and waits until device-service has heard of it. */
    public static Person registered() {
        var person = new Person();
        Bus.publish(
                new AccountRegistered(
                        person.id, "eu", "1.0", "en", "registration", clock().instant()));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        database()
                                .first(
                                        "SELECT 1 AS one FROM home WHERE account_id = ?",
                                        rows -> rows.getInt("one"),
                                        person.id)
                                .isPresent());
        return person;
    }

    public UUID id() {
        return id;
    }

    /** A call by this person's app. */
    public RequestSpecification app() {
        return given().auth().oauth2(Tokens.user(id)).contentType(ContentType.JSON);
    }

    /** Grants keys since long ago. */
    public Person grant(String... keys) {
        return grantSince(clock().instant().minus(LONG_AGO), keys);
    }

    public Person grantSince(Instant since, String... keys) {
        for (var key : keys) {
            granted.put(key, since);
        }
        return say(clock().instant());
    }

    /** Withdraws keys as of now. */
    public Person withdraw(String... keys) {
        return withdrawAt(clock().instant(), keys);
    }

    public Person withdrawAt(Instant at, String... keys) {
        for (var key : keys) {
            granted.remove(key);
        }
        return say(at);
    }

    private Person say(Instant at) {
        revision++;
        Bus.publish(new ConsentState(id, revision, granted, at));
        return awaitRevision();
    }

    private Person awaitRevision() {
        await().atMost(Duration.ofSeconds(20)).until(() -> consentRevision() >= revision);
        return this;
    }

    /** The revision this service has. */
    public long consentRevision() {
        return database()
                .first(
                        "SELECT consent_revision FROM data_subject WHERE account_id = ?",
                        rows -> rows.getLong("consent_revision"),
                        id)
                .orElse(-1L);
    }

    /** Orders the erasure of this person. */
    public SubjectDirective erase() {
        var directive =
                new SubjectDirective(
                        id, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, clock().instant());
        Bus.publish(directive);
        return directive;
    }

    /** Waits until the tombstone stands. */
    public void awaitTombstone() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        database()
                                .first(
                                        "SELECT state FROM data_subject WHERE account_id = ?",
                                        rows -> rows.getString("state"),
                                        id)
                                .orElse("")
                                .equals("ERASED"));
    }

    /** Pairs a device of a type by Wi-Fi, which needs no switch. */
    public Device pair(String deviceType) {
        return pair(deviceType, "SN-" + UUID.randomUUID(), "aa:bb:cc:dd:ee:0f", "some wifi");
    }

    public Device pair(String deviceType, String serial, String mac, String ssid) {
        var code = code(deviceType);
        var claim =
                given().contentType(ContentType.JSON)
                        .body(claim(deviceType, serial, mac, ssid))
                        .post("/v1/pairings/{code}/claim", code)
                        .then()
                        .statusCode(201)
                        .extract();
        return new Device(UUID.fromString(claim.path("deviceId")), claim.path("deviceToken"));
    }

    /** A fresh code for a device of a type. */
    public String code(String deviceType) {
        return app().body(Map.of("method", "WIFI", "deviceType", deviceType))
                .post("/v1/pairings")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    public static Map<String, Object> claim(
            String deviceType, String serial, String mac, String ssid) {
        return Map.of(
                "serialNumber",
                serial,
                "deviceType",
                deviceType,
                "firmwareVersion",
                "1.2.3",
                "macAddress",
                mac,
                "wifi",
                Map.of("ssid", ssid));
    }

    /** Registers a phone of somebody's, with everything that may be said about one. */
    public static io.restassured.response.ValidatableResponse putPhone(Person person, UUID phone) {
        return person.app()
                .body(
                        Map.of(
                                "model", "m",
                                "os", "ANDROID",
                                "osVersion", "16",
                                "appVersion", "1",
                                "softwareVersion", "1",
                                "language", "en",
                                "network",
                                        Map.of(
                                                "type", "WIFI",
                                                "carrier", "some carrier",
                                                "wifi", Map.of("ssid", "some wifi")),
                                "installedApps", List.of("org.example.one")))
                .put("/v1/phones/{id}", phone)
                .then()
                .statusCode(200);
    }

    /** How many rows a table has about this person. */
    public long rows(String table) {
        return database()
                .first(
                        "SELECT count(*) AS n FROM " + table + " WHERE account_id = ?",
                        rows -> rows.getLong("n"),
                        id)
                .orElseThrow();
    }

    public static Database database() {
        return Arc.container().instance(Database.class).get();
    }

    public static Clock clock() {
        return Arc.container().instance(Clock.class).get();
    }

    /** A paired device. */
    public record Device(UUID id, String token) {
        /** A call by the device. */
        public RequestSpecification call() {
            return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
        }

        /** Posts readings given as JSON objects. */
        public io.restassured.response.ValidatableResponse post(Object... readings) {
            return call().body(Map.of("readings", readings))
                    .post("/v1/devices/{id}/readings", id)
                    .then();
        }
    }
}
