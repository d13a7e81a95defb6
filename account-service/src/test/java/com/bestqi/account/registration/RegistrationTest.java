package com.bestqi.account.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.account.AccountStack;
import com.bestqi.account.Parts;
import com.bestqi.account.People;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class RegistrationTest {
    @Inject Database database;
    @Inject MovableClock clock;

    @BeforeEach
    void policy() {
        People.policyInForce();
    }

    @AfterEach
    void presentTime() {
        clock.reset();
    }

    @Test
    @Tag("AC-1")
    @Tag("AC-2")
    void registeringOpensTheAccountTheLoginAndTellsEverybody() {
        var body = People.registration();

        var id =
                People.post(body)
                        .then()
                        .statusCode(201)
                        .header("Location", "http://localhost:8080/v1/accounts/me")
                        .header("Cache-Control", "no-store")
                        .body("email", equalTo(body.get("email")))
                        .body("username", equalTo(body.get("username")))
                        .body("phone", equalTo(body.get("phone")))
                        .body("name", equalTo(body.get("name")))
                        .body("nickname", equalTo(body.get("nickname")))
                        .body("countryCode", equalTo("DE"))
                        .body("language", equalTo("de-AT"))
                        .body("timeZone", equalTo("Europe/Berlin"))
                        .body("acceptedPolicy.version", equalTo("1.0"))
                        .body("acceptedPolicy.language", equalTo("en"))
                        .body("region", equalTo("eu"))
                        .body("emailVerified", equalTo(false))
                        .body("$", not(hasKey("password")))
                        .extract()
                        .<String>path("accountId");

        assertThat(Parts.canLogIn((String) body.get("email"), People.PASSWORD)).isTrue();
        assertThat(Parts.canLogIn((String) body.get("username"), People.PASSWORD)).isTrue();
        await().untilAsserted(() ->
                assertThat(Bus.events(Topics.ACCOUNT_EVENTS, id, AccountRegistered.class))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.accountId()).isEqualTo(UUID.fromString(id));
                            assertThat(event.region()).isEqualTo("eu");
                            assertThat(event.policyVersion()).isEqualTo("1.0");
                            assertThat(event.policyLanguage()).isEqualTo("en");
                            assertThat(event.channel()).isEqualTo("registration");
                        }));
    }

    @Test
    @Tag("AC-1")
    void nothingBeyondTheNecessaryIsRequired() {
        var body = People.registration();
        for (var optional : List.of("username", "phone", "name", "nickname")) {
            body.remove(optional);
        }

        People.post(body).then().statusCode(201).body("username", nullValue());

        assertThat(Parts.canLogIn((String) body.get("email"), People.PASSWORD)).isTrue();
    }

    @Test
    @Tag("SE-3")
    void everyFieldIsCheckedAndNamedAndNothingIsStored() {
        var wrong = new ArrayList<Map.Entry<String, Object>>();
        for (var email :
                List.of(
                        "",
                        "a",
                        "a@b",
                        "a b@c.org",
                        "@c.org",
                        "a@@c.org",
                        "a@c..org",
                        ".a@c.org",
                        "a.@c.org",
                        "a@-c.org",
                        "a@c.org\n",
                        "ä@c.org",
                        "a".repeat(65) + "@c.org",
                        "a@" + "b".repeat(250) + ".org",
                        "<script>@c.org",
                        "a'--@c")) {
            wrong.add(Map.entry("email", email));
        }
        for (var password : List.of("", "short", "123456789", "x".repeat(129))) {
            wrong.add(Map.entry("password", password));
        }
        for (var username : List.of("", "ab", "a@b.org", "a b c", ".abc", "x".repeat(65), "äöü")) {
            wrong.add(Map.entry("username", username));
        }
        for (var phone :
                List.of("", "0170123456", "+0170123456", "+49 170 123", "+1234567890123456")) {
            wrong.add(Map.entry("phone", phone));
        }
        for (var name : List.of("", " ", "a\u0007b", "line\nbreak", "x".repeat(201))) {
            wrong.add(Map.entry("name", name));
            wrong.add(Map.entry("nickname", name));
        }
        for (var country : List.of("", "de", "DEU", "XX", "ZZ", "276")) {
            wrong.add(Map.entry("countryCode", country));
        }
        for (var language :
                List.of(
                        "",
                        "xx",
                        "english",
                        "e",
                        "en_US",
                        "en-XX",
                        "x-private",
                        "en-u-ca-gregory")) {
            wrong.add(Map.entry("language", language));
        }
        for (var zone : List.of("", "Berlin", "Europe/Atlantis", "+01:00", "CEST!")) {
            wrong.add(Map.entry("timeZone", zone));
        }
        long before = accounts();

        for (var field : wrong) {
            var body = People.registration();
            body.put(field.getKey(), field.getValue());

            People.post(body)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem:bad-request"))
                    .body("violations.field", hasItem(field.getKey()));
        }

        assertThat(accounts()).isEqualTo(before);
        assertThat(attempts()).isZero();
    }

    @Test
    @Tag("SE-3")
    void wrongTypesMissingAndUnknownFieldsAreRefused() {
        for (var field :
                List.of(
                        "email",
                        "password",
                        "countryCode",
                        "language",
                        "timeZone",
                        "acceptedPolicy")) {
            var missing = People.registration();
            missing.remove(field);
            People.post(missing).then().statusCode(400).body("violations.field", hasItem(field));
            var isNull = People.registration();
            isNull.put(field, null);
            People.post(isNull).then().statusCode(400).body("violations.field", hasItem(field));
        }
        for (var field : People.registration().keySet()) {
            for (Object value : List.of(7, true, List.of("x"), Map.of("x", 1))) {
                var mistyped = People.registration();
                mistyped.put(field, value);
                People.post(mistyped).then().statusCode(400);
            }
        }
        var unknown = People.registration();
        unknown.put("admin", true);
        People.post(unknown).then().statusCode(400).body("violations.field", hasItem("admin"));
        for (var body : List.of("", "null", "[]", "7", "{", "{\"email\":1,\"email\":2}", "{} {}")) {
            People.post(body).then().statusCode(400);
        }
        var nul = People.registration();
        nul.put("name", "a\u0000b");
        People.post(nul).then().statusCode(400);
        given().contentType("text/plain").body("x").post("/v1/accounts").then().statusCode(415);
    }

    @Test
    @Tag("SE-3")
    void noLengthOfAFieldCostsMoreThanItsReading() {
        var most = 900_000;
        for (var field :
                List.of(
                        "email",
                        "password",
                        "username",
                        "phone",
                        "name",
                        "nickname",
                        "countryCode",
                        "language",
                        "timeZone")) {
            for (var text :
                    List.of(
                            "a".repeat(most) + "\u0007",
                            " ".repeat(most),
                            "a@" + "b.".repeat(most / 2),
                            "a.".repeat(most / 2) + "@",
                            "-".repeat(most))) {
                var body = People.registration();
                body.put(field, text);

                var answer = People.post(body);

                assertThat(answer.statusCode()).as(field).isEqualTo(400);
                assertThat(answer.timeIn(TimeUnit.SECONDS)).as(field).isLessThan(20);
            }
        }
    }

    @Test
    @Tag("AC-1")
    void aPasswordMustNotGiveTheAccountAway() {
        var mark = UUID.randomUUID().toString().substring(0, 8);
        var email = "local." + mark + "@example.org";
        var username = "name-" + mark;
        for (var password :
                List.of(
                        "my " + email + "!",
                        "my " + email.toUpperCase(Locale.ROOT),
                        "xxlocal." + mark + "xx",
                        "the NAME-" + mark.toUpperCase(Locale.ROOT))) {
            var body = People.registration();
            body.put("email", email);
            body.put("username", username);
            body.put("password", password);

            People.post(body)
                    .then()
                    .statusCode(400)
                    .body("violations.field", hasItem("password"))
                    .body(not(containsString(mark)));
        }
    }

    @Test
    @Tag("AC-2")
    void anotherPolicyVersionThanTheOneInForceIsNotAccepted() {
        var body = People.registration();
        body.put("acceptedPolicy", Map.of("version", "0.9", "language", "en"));

        People.post(body)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:policy-not-accepted"));
    }

    @Test
    @Tag("AC-2")
    void withoutAKnownPolicyNobodyCanAccept() {
        clock.move(Duration.ofDays(-1000));

        People.post(People.registration())
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:problem:unavailable"));
    }

    @Test
    @Tag("TR-1")
    void peopleOfOtherRegionsAreSentThere() {
        for (var elsewhere : Map.of("US", "us", "BR", "us", "JP", "ap", "AU", "ap").entrySet()) {
            var body = People.registration();
            body.put("countryCode", elsewhere.getKey());

            People.post(body)
                    .then()
                    .statusCode(421)
                    .body("type", equalTo("urn:problem:wrong-region"))
                    .body("region", equalTo(elsewhere.getValue()))
                    .body(
                            "baseUrl",
                            equalTo("https://" + elsewhere.getValue() + ".api.bestqi.example"));
        }
    }

    @Test
    @Tag("AC-1")
    void addressAndUserNameAreUniqueInWhateverCase() {
        var person = People.register();
        var sameEmail = People.registration();
        sameEmail.put("email", person.email().toUpperCase(Locale.ROOT));
        var sameUsername = People.registration();
        sameUsername.put("username", person.username().toUpperCase(Locale.ROOT));

        for (var body : List.of(sameEmail, sameUsername)) {
            People.post(body)
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:problem:account-exists"))
                    .body(not(containsString("anary")));
        }
        assertThat(attempts()).isZero();
    }

    @Test
    void aStaffAddressIsTakenTooAndTheStaffUserStays() {
        var body = People.registration();
        body.put("email", "officer@staff.bestqi.local");

        People.post(body).then().statusCode(409);
        clock.move(Duration.ofMinutes(10));
        People.post(body).then().statusCode(409);

        assertThat(Parts.canLogIn("officer", "officer")).isTrue();
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndOneAccount() {
        var body = People.registration();
        var key = UUID.randomUUID().toString();

        var first = keyed(key, body).then().statusCode(201).extract();
        var second = keyed(key, body).then().statusCode(201).extract();

        assertThat(second.<String>path("accountId")).isEqualTo(first.path("accountId"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        body.put("name", "Somebody else");
        keyed(key, body).then().statusCode(422);
    }

    private static io.restassured.response.Response keyed(String key, Object body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/accounts");
    }

    @Test
    @Tag("SE-3")
    void whatLooksLikeCodeIsKeptVerbatim() {
        for (var text :
                List.of(
                        "Robert'); DROP TABLE account;--",
                        "<script>alert(1)</script>",
                        "{{7*7}} ${7*7} %s %n \\u0000",
                        "名前 \uD83D\uDE00 ‮ ñ")) {
            var body = People.registration();
            body.put("name", text);
            body.put("nickname", text);

            var person = People.register(body);

            given().auth()
                    .oauth2(Tokens.user(person.accountId()))
                    .get("/v1/accounts/me")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo(text))
                    .body("nickname", equalTo(text));
        }
    }

    private long accounts() {
        return count("account");
    }

    private long attempts() {
        return count("registration_attempt");
    }

    private long count(String table) {
        return database.first("SELECT count(*) AS n FROM " + table, rows -> rows.getLong("n"))
                .orElseThrow();
    }
}
