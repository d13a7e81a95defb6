package com.bestqi.account.profile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.account.AccountStack;
import com.bestqi.account.Parts;
import com.bestqi.account.People;
import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class ProfileTest {
    @Inject MovableClock clock;
    @Inject EmailChangeSweeper sweeper;
    @Inject EmailChanges emailChanges;

    @AfterEach
    void presentTime() {
        clock.reset();
    }

    @Test
    @Tag("AC-1")
    void aPersonReadsWhatTheySaid() {
        var person = People.register();

        var answer =
                given().auth()
                        .oauth2(Tokens.user(person.accountId()))
                        .get("/v1/accounts/me")
                        .then()
                        .statusCode(200)
                        .header("ETag", "\"1\"")
                        .header("Cache-Control", "no-store")
                        .body("accountId", equalTo(person.accountId().toString()))
                        .body("region", equalTo("eu"))
                        .body("emailVerified", equalTo(false))
                        .extract();

        for (var field :
                List.of(
                        "email",
                        "username",
                        "phone",
                        "name",
                        "nickname",
                        "countryCode",
                        "language",
                        "timeZone",
                        "acceptedPolicy")) {
            assertThat(answer.<Object>path(field)).isEqualTo(person.said().get(field));
        }
    }

    @Test
    @Tag("SE-1")
    void onlyThePersonWithAValidTokenReadsIt() {
        var person = People.register();

        given().get("/v1/accounts/me").then().statusCode(401);
        given().auth().oauth2("no.such.token").get("/v1/accounts/me").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.expired(person.accountId()))
                .get("/v1/accounts/me")
                .then()
                .statusCode(401);
        for (var token : List.of(Tokens.staff("support-agent"), Tokens.service())) {
            given().auth().oauth2(token).get("/v1/accounts/me").then().statusCode(403);
            given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body("{}")
                    .patch("/v1/accounts/me")
                    .then()
                    .statusCode(403);
            given().auth().oauth2(token).delete("/v1/accounts/me").then().statusCode(403);
        }
        given().auth()
                .oauth2(Tokens.user(UUID.randomUUID()))
                .get("/v1/accounts/me")
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:account-not-ready"));
    }

    @Test
    @Tag("RI-2")
    void aPatchReplacesRemovesAndLeavesAloneAndSaysWhatChanged() {
        var person = People.register();

        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .contentType("application/merge-patch+json")
                .body("{\"nickname\":\"Nicki\",\"phone\":null,\"timeZone\":\"Asia/Tokyo\"}")
                .patch("/v1/accounts/me")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("nickname", equalTo("Nicki"))
                .body("phone", nullValue())
                .body("timeZone", equalTo("Asia/Tokyo"))
                .body("name", equalTo(person.said().get("name")));

        await().untilAsserted(() ->
                assertThat(updates(person))
                        .extracting(AccountUpdated::fields)
                        .containsExactly(Set.of("nickname", "phone", "timeZone")));
        patch(person, "{\"nickname\":\"Nicki\"}").then().statusCode(200).header("ETag", "\"2\"");
        patch(person, "{}").then().statusCode(200).header("ETag", "\"2\"");
        patch(person, "{\"name\":null}").then().statusCode(200).header("ETag", "\"3\"");
        await().untilAsserted(() -> assertThat(updates(person)).hasSize(2));
    }

    @Test
    @Tag("SE-3")
    void everyFieldOfAPatchIsChecked() {
        var person = People.register();
        var wrong =
                Map.ofEntries(
                        Map.entry("{\"email\":\"x\"}", "email"),
                        Map.entry("{\"email\":null}", "email"),
                        Map.entry("{\"countryCode\":\"XX\"}", "countryCode"),
                        Map.entry("{\"countryCode\":null}", "countryCode"),
                        Map.entry("{\"language\":\"qq\"}", "language"),
                        Map.entry("{\"language\":null}", "language"),
                        Map.entry("{\"timeZone\":\"Nowhere\"}", "timeZone"),
                        Map.entry("{\"timeZone\":null}", "timeZone"),
                        Map.entry("{\"phone\":\"123\"}", "phone"),
                        Map.entry("{\"phone\":491701234567}", "phone"),
                        Map.entry("{\"name\":\" \"}", "name"),
                        Map.entry("{\"nickname\":[]}", "nickname"),
                        Map.entry("{\"username\":\"other\"}", "username"),
                        Map.entry("{\"given\":[\"email\"]}", "given"),
                        Map.entry("{\"region\":\"us\"}", "region"));

        wrong.forEach((body, field) ->
                patch(person, body)
                        .then()
                        .statusCode(400)
                        .body("violations.field", hasItem(field)));
        for (var body : List.of("", "null", "[]", "7", "{\"name\":\"a\",\"name\":\"b\"}")) {
            patch(person, body).then().statusCode(400);
        }
        patch(person, "{\"countryCode\":\"US\"}").then().statusCode(421);

        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .get("/v1/accounts/me")
                .then()
                .header("ETag", "\"1\"");
    }

    @Test
    @Tag("RI-2")
    void aStaleVersionIsRefused() {
        var person = People.register();

        matching(person, "\"1\"", "{\"name\":\"One\"}").then().statusCode(200);
        matching(person, "\"1\"", "{\"name\":\"Two\"}")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:precondition-failed"));
        matching(person, "W/\"2\"", "{\"name\":\"Two\"}").then().statusCode(412);
        matching(person, "\"1\"", "{\"email\":\"two@example.org\"}").then().statusCode(412);
        assertThat(notes()).doesNotContain(person.accountId());
        matching(person, "nonsense", "{\"name\":\"Two\"}").then().statusCode(412);
        matching(person, "\"9\", \"2\"", "{\"name\":\"Two\"}").then().statusCode(200);
        matching(person, "*", "{\"name\":\"Three\"}")
                .then()
                .statusCode(200)
                .body("name", equalTo("Three"));
    }

    @Test
    @Tag("RI-2")
    void aNewAddressIsUsedForTheLoginToo() {
        var person = People.register();
        var next = "next-" + UUID.randomUUID() + "@example.org";

        patch(person, Map.of("email", next))
                .then()
                .statusCode(200)
                .body("email", equalTo(next))
                .body("emailVerified", equalTo(false));

        assertThat(Parts.canLogIn(next, People.PASSWORD)).isTrue();
        assertThat(Parts.canLogIn(person.username(), People.PASSWORD)).isTrue();
        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isFalse();
        People.register(withEmail(person.email()));
        assertThat(notes()).doesNotContain(person.accountId());
    }

    @Test
    @Tag("RI-2")
    void anAddressThatSomebodyHasIsRefusedAndNothingChanges() {
        var person = People.register();
        var other = People.register();

        for (var taken : List.of(other.email(), "officer@staff.bestqi.local")) {
            patch(person, Map.of("email", taken))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:problem:account-exists"));
            assertThat(notes()).doesNotContain(person.accountId());
        }

        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isTrue();
        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .get("/v1/accounts/me")
                .then()
                .body("email", equalTo(person.email()))
                .header("ETag", "\"1\"");
    }

    @Test
    @Tag("RI-2")
    void aChangeOfAddressCutOffHalfWayIsPutRight() {
        var person = People.register();
        var half = "half-" + UUID.randomUUID() + "@example.org";
        emailChanges.announce(person.accountId());
        emailChanges.carryOut(person.accountId(), half);
        assertThat(Parts.canLogIn(half, People.PASSWORD)).isTrue();

        clock.move(Duration.ofMinutes(3));
        sweeper.sweep();

        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isTrue();
        assertThat(Parts.canLogIn(half, People.PASSWORD)).isFalse();
        assertThat(notes()).doesNotContain(person.accountId());
    }

    @Test
    void anotherServiceLearnsHowToReachThePerson() {
        var person = People.register();
        var path = "/internal/accounts/" + person.accountId() + "/contact";

        var contact =
                given().auth().oauth2(Tokens.service()).get(path).then().statusCode(200).extract();

        for (var field :
                List.of(
                        "email",
                        "phone",
                        "name",
                        "nickname",
                        "language",
                        "timeZone",
                        "countryCode")) {
            assertThat(contact.<Object>path(field)).isEqualTo(person.said().get(field));
        }
        given().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.user(person.accountId())).get(path).then().statusCode(403);
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/accounts/" + UUID.randomUUID() + "/contact")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/accounts/nonsense/contact")
                .then()
                .statusCode(404);
    }

    @Test
    void anotherServiceLearnsTheTimeZoneAlone() {
        var person = People.register();
        var path = "/internal/accounts/" + person.accountId() + "/time-zone";

        Map<String, Object> answer =
                given().auth()
                        .oauth2(Tokens.service())
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("");

        assertThat(answer).isEqualTo(Map.of("timeZone", person.said().get("timeZone")));
        given().get(path).then().statusCode(401);
        given().auth().oauth2(Tokens.user(person.accountId())).get(path).then().statusCode(403);
    }

    private List<UUID> notes() {
        return emailChanges.startedBefore(clock.instant().plusSeconds(1));
    }

    private static Map<String, Object> withEmail(String email) {
        var body = People.registration();
        body.put("email", email);
        return body;
    }

    private static Response patch(People.Person person, Object body) {
        return given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .contentType("application/json")
                .body(body)
                .patch("/v1/accounts/me");
    }

    private static Response matching(People.Person person, String tag, String body) {
        return given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body(body)
                .patch("/v1/accounts/me");
    }

    private static List<AccountUpdated> updates(People.Person person) {
        return Bus.events(
                Topics.ACCOUNT_EVENTS, person.accountId().toString(), AccountUpdated.class);
    }
}
