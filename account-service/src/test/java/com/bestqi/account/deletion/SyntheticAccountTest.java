package com.bestqi.account.deletion;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts of nobody, by which the suite watches itself. */
@QuarkusTest
@WithTestResource(AccountStack.class)
@Tag("RI-3")
class SyntheticAccountTest {
    @Inject Subjects subjects;

    @BeforeEach
    void policy() {
        People.policyInForce();
    }

    @Test
    void oneIsOpenedOnceForEachRunAndClosedWithoutALogIn() {
        var runId = UUID.randomUUID();
        var accountId = open(runId);

        assertThat(open(runId)).isEqualTo(accountId);
        await().until(() ->
                !Bus.events(Topics.ACCOUNT_EVENTS, accountId.toString(), AccountRegistered.class)
                        .isEmpty());
        var requestId = UUID.fromString(close(accountId, Tokens.service()).path("requestId"));
        await().untilAsserted(() ->
                assertThat(
                                Bus.events(
                                        Topics.ACCOUNT_EVENTS,
                                        accountId.toString(),
                                        AccountDeletionConfirmed.class))
                        .singleElement()
                        .satisfies(event -> assertThat(event.requestId()).isEqualTo(requestId)));
        close(accountId, Tokens.service()).then().statusCode(410);
    }

    @Test
    @Tag("RI-9")
    void nobodyElsesAccountIsClosedThatWay() {
        var person = People.register();

        close(person.accountId(), Tokens.service())
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));

        assertThat(subjects.state(person.accountId())).isEqualTo(Subjects.State.LIVE);
    }

    @Test
    @Tag("SE-1")
    void onlyServicesMayDoSo() {
        var accountId = open(UUID.randomUUID());

        for (var token : new String[] {Tokens.user(accountId), Tokens.staff("privacy-officer")}) {
            close(accountId, token).then().statusCode(403);
            openAs(token, Map.of("runId", UUID.randomUUID())).statusCode(403);
        }
        given().delete("/internal/accounts/synthetic/" + accountId).then().statusCode(401);
        given().contentType("application/json")
                .body(Map.of("runId", UUID.randomUUID()))
                .post("/internal/accounts/synthetic")
                .then()
                .statusCode(401);
        openAs(Tokens.service(), Map.of()).statusCode(400);
        openAs(Tokens.service(), Map.of("runId", "no uuid")).statusCode(400);
    }

    private static UUID open(UUID runId) {
        return UUID.fromString(
                openAs(Tokens.service(), Map.of("runId", runId))
                        .statusCode(200)
                        .extract()
                        .path("accountId"));
    }

    private static ValidatableResponse openAs(String token, Object body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/internal/accounts/synthetic")
                .then();
    }

    private static Response close(UUID accountId, String token) {
        return given().auth().oauth2(token).delete("/internal/accounts/synthetic/" + accountId);
    }
}
