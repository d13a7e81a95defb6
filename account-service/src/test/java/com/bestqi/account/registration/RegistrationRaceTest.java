package com.bestqi.account.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.account.identity.LoginUsers;
import com.bestqi.platform.database.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class RegistrationRaceTest {
    private static final int AT_ONCE = 20;

    @Inject LoginUsers users;
    @Inject Database database;

    @BeforeEach
    void policy() {
        People.policyInForce();
    }

    @Test
    @Tag("AC-1")
    void ofManyRegistrationsOfOneAddressOneWins() throws Exception {
        var email = "race-" + UUID.randomUUID() + "@example.org";

        var statuses = race(body -> body.put("email", email), false);

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(users.find(email, null)).hasSize(1);
        assertThat(leftovers()).isZero();
    }

    @Test
    @Tag("AC-1")
    void ofManyRegistrationsOfOneUserNameOneWinsAlsoWithKeys() throws Exception {
        var username = "race-" + UUID.randomUUID();
        var emails = new ArrayList<String>();

        var statuses =
                race(
                        body -> {
                            body.put("username", username);
                            emails.add((String) body.get("email"));
                        },
                        true);

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        var found = emails.stream().flatMap(email -> users.find(email, null).stream()).toList();
        assertThat(found).hasSize(1);
        assertThat(leftovers()).isZero();
    }

    private ArrayList<Integer> race(Consumer<Map<String, Object>> same, boolean keys)
            throws Exception {
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var body = People.registration();
            same.accept(body);
            calls.add(() -> post(body, keys));
        }
        var statuses = new ArrayList<Integer>();
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Integer> answer : pool.invokeAll(calls)) {
                statuses.add(answer.get());
            }
        }
        return statuses;
    }

    private static int post(Map<String, Object> body, boolean key) {
        var request = RestAssured.given().contentType("application/json").body(body);
        if (key) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return request.post("/v1/accounts").statusCode();
    }

    private long leftovers() {
        return database.first(
                        "SELECT count(*) AS n FROM registration_attempt", rows -> rows.getLong("n"))
                .orElseThrow();
    }
}
