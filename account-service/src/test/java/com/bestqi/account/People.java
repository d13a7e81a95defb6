package com.bestqi.account;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.not;

import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.test.Bus;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** New people, each one different. */
public final class People {
    public static final String PASSWORD = "correct horse battery";
    private static final AtomicBoolean POLICY_PUBLISHED = new AtomicBoolean();

    private People() {}

    /** Somebody who has registered. */
    public record Person(UUID accountId, Map<String, Object> said) {
        public String email() {
            return (String) said.get("email");
        }

        public String username() {
            return (String) said.get("username");
        }
    }

    /** A whole registration that nothing is wrong with. */
    public static Map<String, Object> registration() {
        var mark = UUID.randomUUID().toString();
        var body = new LinkedHashMap<String, Object>();
        body.put("email", "Canary-" + mark + "@Example.org");
        body.put("password", PASSWORD);
        body.put("username", "Canary." + mark);
        body.put("phone", "+4917" + Math.abs(mark.hashCode() % 100_000_000L) + "17");
        body.put("name", "Canary Name " + mark);
        body.put("nickname", "Canary Nick " + mark);
        body.put("countryCode", "DE");
        body.put("language", "de-AT");
        body.put("timeZone", "Europe/Berlin");
        body.put("acceptedPolicy", Map.of("version", "1.0", "language", "en"));
        return body;
    }

    /** Puts the first policy in force, once, and waits until the service knows it. */
    public static void policyInForce() {
        if (POLICY_PUBLISHED.compareAndSet(false, true)) {
            Bus.publish(new PolicyInForce("1.0", Instant.parse("2026-01-01T00:00:00Z")));
        }
        var unknown = registration();
        unknown.put("acceptedPolicy", Map.of("version", "none", "language", "en"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> post(unknown).statusCode(), not(503)::matches);
    }

    public static Response post(Object body) {
        return given().contentType("application/json").body(body).post("/v1/accounts");
    }

    public static Person register() {
        return register(registration());
    }

    public static Person register(Map<String, Object> body) {
        policyInForce();
        var id = post(body).then().statusCode(201).extract().<String>path("accountId");
        return new Person(UUID.fromString(id), body);
    }
}
