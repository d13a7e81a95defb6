package com.bestqi.account.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.account.identity.LoginUsers;
import com.bestqi.account.profile.Lookup;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.DatabaseCopy;
import com.bestqi.platform.test.SecondSession;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(AccountStack.class)
class RegistrationRaceTest {
    private static final int AT_ONCE = 20;

    /** Breaks off the first inserts of accounts; a sequence does not roll back. */
    private static final String FAILING =
            """
            CREATE SEQUENCE failed;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF nextval('failed') <= %d THEN
                    RAISE EXCEPTION 'forced' USING ERRCODE = '40P01';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER fail BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION fail();
            """;

    @Inject LoginUsers users;
    @Inject BlindIndex index;
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

    /** Whoever took the address at the same moment, past the gate of this service. */
    @Test
    @Tag("F6")
    void anAddressThatIsTakenMeanwhileIsAConflictAndLeavesNoUser() throws Exception {
        var body = People.registration();
        var email = (String) body.get("email");
        var taker = UUID.randomUUID();

        try (var second = SecondSession.open()) {
            second.execute(
                    """
                    INSERT INTO account (account_id, email, email_index, country_code, language,
                        time_zone, region, email_verified, policy_version, policy_language,
                        version, created_at)
                    VALUES (?, '', ?, 'DE', 'de', 'Europe/Berlin', 'eu', false, '1.0', 'de',
                        0, now())
                    """,
                    taker,
                    Lookup.email(index, email));
            var answer = CompletableFuture.supplyAsync(() -> People.post(body));
            second.awaitSomebodyWaiting();
            second.commit();

            answer.join()
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:problem:account-exists"));
        }

        assertThat(users.find(email, null)).isEmpty();
        assertThat(leftovers()).isZero();
        database.update("DELETE FROM account WHERE account_id = ?", taker);
    }

    @ParameterizedTest
    @CsvSource({"2, 201, 1", "9, 503, 0"})
    @Tag("F6")
    void aRegistrationThatIsBrokenOffIsTriedAgainAndLeavesOneUserOrNone(
            int failures, int status, int found) throws Exception {
        var body = People.registration();

        asOwner(FAILING.formatted(failures));
        try {
            assertThat(post(body, true)).isEqualTo(status);
        } finally {
            asOwner("DROP FUNCTION fail CASCADE; DROP SEQUENCE failed");
        }

        assertThat(users.find((String) body.get("email"), null)).hasSize(found);
        assertThat(leftovers()).isZero();
    }

    private static void asOwner(String sql) throws SQLException {
        try (var connection = DatabaseCopy.connect("bestqi.db");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
