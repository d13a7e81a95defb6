package com.bestqi.account.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.account.AccountStack;
import com.bestqi.account.Parts;
import com.bestqi.account.People;
import com.bestqi.account.identity.LoginUsers;
import com.bestqi.account.profile.Lookup;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test cuts a registration off at another point, and asks what became of it. */
@QuarkusTest
@WithTestResource(AccountStack.class)
class RegistrationCrashTest {
    private static final Duration SOON_AFTER = Duration.ofSeconds(21);
    private static final Duration LONG_AFTER = Duration.ofMinutes(4);

    @Inject LoginUsers users;
    @Inject RegistrationAttempts attempts;
    @Inject OrphanUserSweeper sweeper;
    @Inject BlindIndex index;
    @Inject Database database;
    @Inject MovableClock clock;

    @BeforeEach
    void policy() {
        People.policyInForce();
    }

    @AfterEach
    void nothingLeft() {
        clock.move(LONG_AFTER);
        sweeper.sweep();
        clock.reset();
    }

    @Test
    @Tag("AC-1")
    void afterACrashTheSamePersonCanRegisterOnceTheAttemptIsCutOff() {
        var body = People.registration();
        var orphan = crashBeforeTheAccount(body);

        assertThat(People.post(body).statusCode()).isEqualTo(409);
        assertThat(users.exists(orphan)).isTrue();
        clock.move(SOON_AFTER);
        var id = People.post(body).then().statusCode(201).extract().<String>path("accountId");

        assertThat(users.exists(orphan)).isFalse();
        assertThat(users.find((String) body.get("email"), (String) body.get("username")))
                .extracting(LoginUsers.LoginUser::accountId)
                .containsOnly(UUID.fromString(id));
    }

    @Test
    @Tag("AC-1")
    void whoTriesAgainAfterAFailureNeedNotWait() {
        var body = People.registration();
        var orphan = crashBeforeTheAccount(body);
        attempts.having(Lookup.email(index, (String) body.get("email")), null)
                .forEach(attempt -> attempts.abandon(attempt.attemptId()));

        var id = People.post(body).then().statusCode(201).extract().<String>path("accountId");

        assertThat(users.exists(orphan)).isFalse();
        clock.move(LONG_AFTER);
        sweeper.sweep();
        assertThat(users.exists(UUID.fromString(id))).isTrue();
        assertThat(openAttempts()).isZero();
    }

    @Test
    void theUserNameOfACrashedAttemptIsFreedForAnother() {
        var body = People.registration();
        var orphan = crashBeforeTheAccount(body);
        var other = People.registration();
        other.put("username", body.get("username"));

        clock.move(LONG_AFTER);
        People.post(other).then().statusCode(201);

        assertThat(users.exists(orphan)).isFalse();
    }

    @Test
    @Tag("RT-2")
    void theSweeperRemovesWhatACrashLeftAndNobodyElse() {
        var person = People.register();
        var orphan = crashBeforeTheAccount(People.registration());

        sweeper.sweep();
        assertThat(users.exists(orphan)).isTrue();
        clock.move(LONG_AFTER);
        sweeper.sweep();

        assertThat(users.exists(orphan)).isFalse();
        assertThat(users.exists(person.accountId())).isTrue();
        assertThat(Parts.canLogIn("officer", "officer")).isTrue();
        assertThat(openAttempts()).isZero();
    }

    @Test
    @Tag("AC-1")
    void theSweeperLeavesTheUserOfAnAttemptUnderWayAlone() {
        var body = People.registration();
        attempts.abandon(begin(body));
        clock.move(LONG_AFTER);
        var underWay = begin(body);
        var user = create(body);

        sweeper.sweep();
        assertThat(users.exists(user)).isTrue();

        attempts.forget(underWay);
        sweeper.sweep();
        assertThat(users.exists(user)).isFalse();
        assertThat(openAttempts()).isZero();
    }

    @Test
    void anAttemptThatWasSweptCannotOpenAnAccountAnyMore() {
        var body = People.registration();
        var attempt = begin(body);

        assertThat(attempts.abandon(attempt)).isTrue();

        assertThat(completeInTransaction(attempt)).isFalse();
        attempts.forget(attempt);
    }

    private boolean completeInTransaction(UUID attempt) {
        return io.quarkus.narayana.jta.QuarkusTransaction.requiringNew()
                .call(() -> attempts.complete(attempt));
    }

    @Test
    @Tag("AC-1")
    void ifTheTransactionFailsTheUserGoesAgainWithAndWithoutAKey() {
        var plain = People.registration();
        var keyed = People.registration();
        Parts.administer(
                "ALTER TABLE outbox_message ADD CONSTRAINT no_registration"
                        + " CHECK (type <> 'AccountRegistered') NOT VALID");
        try {
            assertThat(People.post(plain).statusCode()).isEqualTo(500);
            given().contentType("application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(keyed)
                    .post("/v1/accounts")
                    .then()
                    .statusCode(500);
        } finally {
            Parts.administer("ALTER TABLE outbox_message DROP CONSTRAINT no_registration");
        }

        for (var body : new Map<?, ?>[] {plain, keyed}) {
            assertThat(users.find((String) body.get("email"), (String) body.get("username")))
                    .isEmpty();
            var id = People.post(body).then().statusCode(201).extract().<String>path("accountId");
            await().untilAsserted(() ->
                    assertThat(Bus.events(Topics.ACCOUNT_EVENTS, id, AccountRegistered.class))
                            .hasSize(1));
        }
        assertThat(openAttempts()).isZero();
    }

    @Test
    void whileKeycloakHangsRegistrationSaysSoAndWhatItDidLaterIsSwept() {
        var body = People.registration();
        Parts.freezeKeycloak();
        try {
            People.post(body).then().statusCode(503).header("Retry-After", "1");
        } finally {
            Parts.thawKeycloak();
        }

        People.post(body).then().statusCode(201);
        People.register(); // behind the call that hung, so it proves that one done
        clock.move(LONG_AFTER);
        sweeper.sweep();

        assertThat(users.find((String) body.get("email"), (String) body.get("username")))
                .hasSize(1);
        assertThat(openAttempts()).isZero();
    }

    private UUID crashBeforeTheAccount(Map<String, Object> body) {
        begin(body);
        return create(body);
    }

    private UUID create(Map<String, Object> body) {
        var created =
                (LoginUsers.Created)
                        users.create(
                                (String) body.get("username"),
                                (String) body.get("email"),
                                People.PASSWORD);
        return created.accountId();
    }

    private UUID begin(Map<String, Object> body) {
        return attempts.begin(
                        Lookup.email(index, (String) body.get("email")),
                        Lookup.username(index, (String) body.get("username")))
                .orElseThrow();
    }

    private long openAttempts() {
        return database.first(
                        "SELECT count(*) AS n FROM registration_attempt", rows -> rows.getLong("n"))
                .orElseThrow();
    }
}
