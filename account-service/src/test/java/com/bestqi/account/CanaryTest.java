package com.bestqi.account;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class CanaryTest {
    @Inject Database database;

    @Test
    @Tag("SE-4")
    void nothingOfAPersonIsPlainInDatabaseTopicsOrLog() {
        var mark = UUID.randomUUID().toString();
        var next = "Next-" + mark + "@example.org";
        var body = People.registration();
        body.put("email", "Mail-" + mark + "@example.org");
        body.put("username", "user-" + mark);
        body.put("name", "Name " + mark);
        body.put("nickname", "Nick " + mark);
        body.put("password", "pass word " + new StringBuilder(mark).reverse());

        var person = registerWithKey(body);
        patch(person, Map.of("email", next)).then().statusCode(200);
        patch(person, Map.of("email", "not an address " + mark)).then().statusCode(400);
        patch(person, "{\"name\": \"" + mark + "\", broken").then().statusCode(400);
        People.post(body).then().statusCode(409);
        given().auth().oauth2(Tokens.user(person)).delete("/v1/accounts/me").then().statusCode(202);
        await().untilAsserted(() -> {
            assertThat(events(person, AccountUpdated.class)).hasSize(1);
            assertThat(events(person, AccountDeletionConfirmed.class)).hasSize(1);
        });
        var log = logUpToHere();

        var phone = (String) body.get("phone");
        var password = new StringBuilder(mark).reverse().toString();
        for (var canary : List.of(mark, phone, password)) {
            assertThat(CanarySearch.find(database, canary)).as(canary).isEmpty();
            assertThat(log).noneMatch(line -> line.contains(canary));
            for (var topic :
                    List.of(
                            Topics.ACCOUNT_EVENTS,
                            Topics.DIRECTIVE_OUTCOMES,
                            Topics.MESSAGE_REQUESTS)) {
                assertThat(Bus.read(topic))
                        .noneMatch(message ->
                                new String(message.value(), UTF_8)
                                        .toLowerCase(Locale.ROOT)
                                        .contains(canary.toLowerCase(Locale.ROOT)));
            }
        }
    }

    /** The log file, which application.properties names for tests, as far as it holds a fence. */
    private static List<String> logUpToHere() {
        var fence = "fence " + UUID.randomUUID();
        Logger.getLogger(CanaryTest.class).info(fence);
        return await().until(
                        () -> Files.readAllLines(Path.of("target/service.log")),
                        lines -> lines.stream().anyMatch(line -> line.contains(fence)));
    }

    private static UUID registerWithKey(Map<String, Object> body) {
        People.policyInForce();
        return UUID.fromString(
                given().contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(body)
                        .post("/v1/accounts")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("accountId"));
    }

    private static io.restassured.response.Response patch(UUID person, Object body) {
        return given().auth()
                .oauth2(Tokens.user(person))
                .contentType("application/json")
                .body(body)
                .patch("/v1/accounts/me");
    }

    private static <E extends com.bestqi.platform.event.Event> List<E> events(
            UUID person, Class<E> type) {
        return Bus.events(Topics.ACCOUNT_EVENTS, person.toString(), type);
    }
}
