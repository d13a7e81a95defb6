package com.bestqi.account.deletion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.bestqi.account.AccountStack;
import com.bestqi.account.Parts;
import com.bestqi.account.People;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class DeletionTest {
    @Inject Database database;

    @Test
    @Tag("AC-5")
    void aConfirmedDeletionClosesTheAccountTellsEverybodyAndEndsTheLogin() throws Exception {
        var person = People.register();

        var answer = delete(person).then().statusCode(202).extract();
        var requestId = UUID.fromString(answer.path("requestId"));

        await().untilAsserted(() ->
                assertThat(confirmations(person))
                        .singleElement()
                        .satisfies(event -> assertThat(event.requestId()).isEqualTo(requestId)));
        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isFalse();
        var url = answer.<String>path("statusUrl");
        assertThat(url).startsWith("http://localhost:8080/v1/erasures/" + requestId + "?token=ey");
        var token =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify("erasure-status+jws", url.substring(url.indexOf('=') + 1))
                        .orElseThrow();
        assertThat(token.keyId()).isEqualTo("account-1");
        var claims = new ObjectMapper().readTree(token.payload());
        assertThat(claims.path("requestId").asText()).isEqualTo(requestId.toString());
        assertThat(claims.path("sub").asText()).isEqualTo(person.accountId().toString());
        var received = Instant.parse(claims.path("receivedAt").asText());
        assertThat(Instant.parse(answer.path("dueAt")))
                .isEqualTo(received.plus(Duration.ofDays(30)))
                .isEqualTo(Instant.parse(claims.path("dueAt").asText()));
    }

    @Test
    @Tag("AC-5")
    @Tag("RI-9")
    void anOldLoginMustStepUp() {
        var person = People.register();
        long now = Instant.now().getEpochSecond();

        for (var token :
                List.of(
                        Tokens.staleUser(person.accountId()),
                        Tokens.with(
                                person.accountId(),
                                List.of("user"),
                                Map.of("auth_time", now - 310)))) {
            given().auth()
                    .oauth2(token)
                    .delete("/v1/accounts/me")
                    .then()
                    .statusCode(401)
                    .header(
                            "WWW-Authenticate",
                            equalTo(
                                    "Bearer error=\"insufficient_user_authentication\","
                                            + " max_age=300"))
                    .body("type", equalTo("urn:problem:login-too-old"));
        }
        given().delete("/v1/accounts/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));

        assertThat(confirmations(person)).isEmpty();
        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isTrue();
    }

    @Test
    @Tag("RT-2")
    void everyLaterCallWithTheTokenIsGone() {
        var person = People.register();
        delete(person).then().statusCode(202);
        var token = Tokens.user(person.accountId());

        for (var answer :
                List.of(
                        given().auth().oauth2(token).get("/v1/accounts/me"),
                        given().auth().oauth2(token).delete("/v1/accounts/me"),
                        given().auth()
                                .oauth2(Tokens.staleUser(person.accountId()))
                                .delete("/v1/accounts/me"),
                        given().auth()
                                .oauth2(token)
                                .contentType("application/json")
                                .body("{\"name\":\"Ghost\"}")
                                .patch("/v1/accounts/me"),
                        given().auth()
                                .oauth2(token)
                                .contentType("application/json")
                                .body("{\"email\":\"ghost@example.org\"}")
                                .patch("/v1/accounts/me"))) {
            answer.then().statusCode(410).body("type", equalTo("urn:problem:account-erased"));
        }
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/accounts/" + person.accountId() + "/contact")
                .then()
                .statusCode(200)
                .body("email", equalTo(person.email()));
        // The address stays taken until the erasure is carried out.
        var again = People.registration();
        again.put("email", person.email());
        People.post(again).then().statusCode(409);
    }

    @Test
    @Tag("AC-5")
    void ofManyDeletionsAtOnceOneOpensTheCase() throws Exception {
        var person = People.register();
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 10; i++) {
            calls.add(() -> delete(person).statusCode());
        }

        var statuses = new ArrayList<Integer>();
        try (var pool = Executors.newFixedThreadPool(calls.size())) {
            for (var answer : pool.invokeAll(calls)) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 410);
        await().untilAsserted(() -> assertThat(confirmations(person)).hasSize(1));
    }

    @Test
    @Tag("AC-5")
    void ifKeycloakHangsTheLoginIsDisabledAsSoonAsItCan() {
        var person = People.register();
        Parts.freezeKeycloak();
        try {
            delete(person).then().statusCode(202);
            assertThat(loginDisabled(person)).isFalse();
        } finally {
            Parts.thawKeycloak();
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(loginDisabled(person)).isTrue());
        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isFalse();
    }

    private boolean loginDisabled(People.Person person) {
        return database.first(
                        "SELECT login_disabled_at IS NOT NULL AS done FROM account_deletion"
                                + " WHERE account_id = ?",
                        rows -> rows.getBoolean("done"),
                        person.accountId())
                .orElseThrow();
    }

    private static Response delete(People.Person person) {
        return given().auth().oauth2(Tokens.user(person.accountId())).delete("/v1/accounts/me");
    }

    private static List<AccountDeletionConfirmed> confirmations(People.Person person) {
        return Bus.events(
                Topics.ACCOUNT_EVENTS,
                person.accountId().toString(),
                AccountDeletionConfirmed.class);
    }
}
