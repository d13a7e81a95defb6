package com.bestqi.notification;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/** People as this service gets to know them. */
public record Persons(UUID accountId, String email) {
    private static final UUID PROBE = UUID.randomUUID();

    /** Somebody who has just registered. */
    public static Persons registered(String name, String language) {
        var person = unknown();
        Doubles.contact(person.accountId(), contact(person.email(), name, language));
        Bus.publish(registration(person.accountId()));
        return person;
    }

    /** Somebody who has registered and has their welcome. */
    public static Persons welcomed() {
        var person = registered("Ada", "en");
        patiently().until(() -> Mails.to(person.email()).size() == 1);
        return person;
    }

    /** Somebody this service has not heard of. */
    public static Persons unknown() {
        var accountId = UUID.randomUUID();
        return new Persons(accountId, "person-" + accountId + "@mail.example");
    }

    /** What account-service says about them. */
    public static String contact(String email, String name, String language) {
        return new io.vertx.core.json.JsonObject()
                .put("email", email)
                .put("phone", "+41 44 000 00 00")
                .put("name", name)
                .put("language", language)
                .put("timeZone", "Europe/Zurich")
                .encode();
    }

    /** The event of their registration. */
    public static AccountRegistered registration(UUID accountId) {
        return new AccountRegistered(
                accountId,
                "eu",
                "1.0",
                "de",
                "registration",
                Instant.parse("2026-11-22T10:00:00Z"));
    }

    /** A request with their token. */
    public RequestSpecification calls() {
        return given().auth().oauth2(Tokens.user(accountId)).contentType(ContentType.JSON);
    }

    /** How many entries their inbox has. */
    public int inboxSize() {
        var answer = calls().get("/v1/notifications");
        return answer.statusCode() == 200
                ? answer.jsonPath().<Map<String, Object>>getList("items").size()
                : -1;
    }

    /** Turns switches on or off, as consent-service would say it. */
    public Persons choose(long revision, String... granted) {
        var now = Instant.now();
        Bus.publish(
                new ConsentState(
                        accountId,
                        revision,
                        Stream.of(granted)
                                .collect(Collectors.toMap(key -> key, _ -> now.minusSeconds(60))),
                        now));
        return this;
    }

    /** Somebody welcomed who wants to be notified. */
    public static Persons notifiable(String language) {
        var person = registered("Ada", language);
        patiently().until(() -> Mails.to(person.email()).size() == 1);
        person.choose(1, "notifications");
        patiently()
                .until(() ->
                        person.calls()
                                        .body(
                                                "{\"provider\":\"FCM\",\"token\":\"probe-of-the-switch-of-a-person\"}")
                                        .put("/v1/push-endpoints/" + PROBE)
                                        .statusCode()
                                == 200);
        person.calls().delete("/v1/push-endpoints/" + PROBE).then().statusCode(204);
        return person;
    }

    /** Waits long enough for a busy machine. */
    public static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }
}
