package com.bestqi.account.inactivity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.account.AccountStack;
import com.bestqi.account.Parts;
import com.bestqi.account.People;
import com.bestqi.account.People.Person;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.AccountSeen;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.subject.Holds;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An account nobody uses: warned, then erased; kept when its owner comes back. */
@QuarkusTest
@WithTestResource(AccountStack.class)
@Tag("RT-2")
class InactivityTest {
    private static final Period AFTER = Period.ofDays(365);

    @Inject InactivitySweeper sweeper;
    @Inject Activities activities;
    @Inject Holds holds;
    @Inject Database database;
    @Inject MovableClock clock;

    @BeforeEach
    void somebodyIsSeenToday() {
        var person = People.register();
        await().until(() -> activity(person) == 1);
    }

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    @Test
    void whoHasNotBeenSeenIsWarnedOnceThirtyDaysBefore() {
        var away = seen(335, null);
        var almost = seen(334, null);

        sweeper.sweep(AFTER);
        sweeper.sweep(AFTER);

        await().untilAsserted(() ->
                assertThat(warnings(away))
                        .singleElement()
                        .satisfies(warning -> {
                            assertThat(warning.template()).isEqualTo("account-inactive");
                            assertThat(Instant.parse(warning.parameters().get("until")))
                                    .isBetween(inDays(29), inDays(31));
                        }));
        assertThat(warnedAt(away)).isTrue();
        assertThat(warnedAt(almost)).isFalse();
        assertThat(open(away)).isTrue();
    }

    @Test
    @Tag("AC-5")
    void whoStaysAwayThirtyDaysAfterTheWarningIsErasedLikeAnybodyElse() {
        var gone = seen(366, 31);
        var warnedLate = seen(500, 29);

        sweeper.sweep(AFTER);

        await().untilAsserted(() ->
                assertThat(
                                Bus.events(
                                        Topics.ACCOUNT_EVENTS,
                                        gone.accountId().toString(),
                                        AccountDeletionConfirmed.class))
                        .hasSize(1));
        assertThat(open(gone)).isFalse();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Parts.canLogIn(gone.email(), People.PASSWORD));
        assertThat(open(warnedLate)).isTrue();
        sweeper.sweep(AFTER);
        assertThat(open(warnedLate)).isTrue();
    }

    @Test
    @Tag("PU-5")
    void nobodyUnderHoldIsWarnedOrErased() {
        var unwarned = seen(400, null);
        var warned = seen(400, 31);
        for (var person : List.of(unwarned, warned)) {
            QuarkusTransaction.requiringNew()
                    .run(() -> holds.set(person.accountId(), List.of("account")));
        }

        sweeper.sweep(AFTER);

        assertThat(warnedAt(unwarned)).isFalse();
        assertThat(open(warned)).isTrue();
    }

    @Test
    void whoComesBackAfterTheWarningIsKeptAndWarnedAnewAnotherTime() {
        var person = seen(366, 31);

        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .get("/v1/accounts/me")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> !warnedAt(person));
        sweeper.sweep(AFTER);

        assertThat(open(person)).isTrue();
        assertThat(lastSeen(person)).isEqualTo(today());
        assertThat(
                        Bus.events(
                                Topics.ACCOUNT_USES,
                                person.accountId().toString(),
                                AccountSeen.class))
                .containsExactly(new AccountSeen(person.accountId(), today()));
    }

    @Test
    void aUseOfAnotherServiceCountsAndAnOldOneChangesNothing() {
        var person = seen(366, 31);
        Bus.publish(new AccountSeen(person.accountId(), today().minusDays(400)));
        Bus.publish(new AccountSeen(person.accountId(), today().minusDays(1)));
        Bus.publish(new AccountSeen(person.accountId(), today().minusDays(32)));
        await().until(() -> !warnedAt(person));

        sweeper.sweep(AFTER);

        assertThat(lastSeen(person)).isEqualTo(today().minusDays(1));
        assertThat(open(person)).isTrue();
    }

    @Test
    void aUseFromBeforeTheWarningDoesNotMakeItVoid() {
        var person = seen(366, 10);
        Bus.publish(new AccountSeen(person.accountId(), today().minusDays(340)));
        await().until(() -> lastSeen(person).equals(today().minusDays(340)));

        assertThat(warnedAt(person)).isTrue();
    }

    @Test
    @Tag("F10")
    void aClockThatGoesAheadNeitherWarnsNorErases() {
        var person = seen(100, null);
        var warned = seen(340, 5);
        clock.move(Duration.ofDays(400));

        sweeper.sweep(AFTER);

        assertThat(warnedAt(person)).isFalse();
        assertThat(open(warned)).isTrue();
    }

    @Test
    void whereNobodyIsSeenNobodyIsInactive() {
        assertThat(activities.hears(today().minusDays(2))).isTrue();
        assertThat(activities.hears(today().plusDays(1))).isFalse();
    }

    @Test
    void itIsOffUnlessAPeriodIsNamed() {
        var person = seen(4_000, 3_000);

        sweeper.run();

        assertThat(open(person)).isTrue();
    }

    @Test
    void aPeriodOfLessThanHalfAYearIsRefused() {
        assertThatThrownBy(() -> InactivitySweeper.check(Period.ofDays(179)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> InactivitySweeper.check(Period.ofMonths(24)))
                .doesNotThrowAnyException();
    }

    private Person seen(int daysAgo, @Nullable Integer warnedDaysAgo) {
        var person = People.register();
        await().until(() -> activity(person) == 1);
        database.update(
                "UPDATE account_activity SET last_seen_on = ?,"
                        + " warned_at = now() - make_interval(days => ?::integer)"
                        + " WHERE account_id = ?",
                today().minusDays(daysAgo),
                warnedDaysAgo,
                person.accountId());
        return person;
    }

    private long activity(Person person) {
        return database.first(
                        "SELECT count(*) AS n FROM account_activity WHERE account_id = ?",
                        rows -> rows.getLong("n"),
                        person.accountId())
                .orElseThrow();
    }

    private boolean warnedAt(Person person) {
        return database.first(
                        "SELECT warned_at IS NOT NULL AS yes FROM account_activity"
                                + " WHERE account_id = ?",
                        rows -> rows.getBoolean("yes"),
                        person.accountId())
                .orElseThrow();
    }

    private LocalDate lastSeen(Person person) {
        return database.first(
                        "SELECT last_seen_on FROM account_activity WHERE account_id = ?",
                        rows -> rows.getObject("last_seen_on", LocalDate.class),
                        person.accountId())
                .orElseThrow();
    }

    private boolean open(Person person) {
        return database.first(
                        "SELECT state FROM data_subject WHERE account_id = ?",
                        rows -> rows.getString("state"),
                        person.accountId())
                .orElseThrow()
                .equals("LIVE");
    }

    private static List<MessageRequested> warnings(Person person) {
        return Bus.events(
                Topics.MESSAGE_REQUESTS, person.accountId().toString(), MessageRequested.class);
    }

    private static LocalDate today() {
        return LocalDate.now(Clock.systemUTC().withZone(ZoneOffset.UTC));
    }

    private static Instant inDays(int days) {
        return Clock.systemUTC().instant().plus(Duration.ofDays(days));
    }
}
