package com.bestqi.device.home;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several people in one home. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class HomeMembersTest {
    private static final String HOME = "/v1/homes/{id}";
    private static final String MEMBERS = HOME + "/members";
    private static final String INVITATIONS = HOME + "/invitations";
    private static final String ACCEPTANCE = "/v1/invitations/{code}/acceptance";

    @Inject MovableClock clock;
    @Inject Subjects subjects;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    private static ValidatableResponse accept(Person person, String code) {
        return person.app().post(ACCEPTANCE, code).then();
    }

    @Test
    void aHomeIsOpenedAndEnded() {
        var person = Person.registered();

        String id =
                person.app()
                        .body(Map.of("name", "canary cottage"))
                        .post("/v1/homes")
                        .then()
                        .statusCode(201)
                        .body("name", equalTo("canary cottage"))
                        .body("role", equalTo("OWNER"))
                        .extract()
                        .path("homeId");
        person.app().get("/v1/homes").then().body("items.name", contains("Home", "canary cottage"));
        assertThat(CanarySearch.find(Person.database(), "canary cottage")).isEmpty();
        person.app().delete(HOME, id).then().statusCode(204);

        person.app().get("/v1/homes").then().body("items", hasSize(1));
        person.app().delete(HOME, id).then().statusCode(404);
        person.app()
                .delete(HOME, Household.of(person).homeId())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:first-home"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"name\":\"\"}", "{\"name\":7}", "{\"name\":\"a\",\"b\":1}"})
    @Tag("SE-3")
    void aHomeThatIsNoneIsRefused(String body) {
        Person.registered().app().body(body).post("/v1/homes").then().statusCode(400);
    }

    @Test
    void whoIsInvitedComesInAndEverybodySeesIt() {
        var home = Household.of(Person.registered());
        var until = clock.instant().plus(Duration.ofDays(2)).toString();
        var guest = Person.registered();
        var code = home.code("GUEST", until);

        accept(guest, code)
                .statusCode(200)
                .body("homeId", equalTo(home.homeId()))
                .body("role", equalTo("GUEST"))
                .body("until", equalTo(until));
        var member = home.joined("MEMBER");

        guest.app()
                .get("/v1/homes")
                .then()
                .body("items", hasSize(2))
                .body("items.homeId", hasItem(home.homeId()))
                .body("items.find { it.role == 'GUEST' }.until", equalTo(until));
        for (var person : List.of(home.owner(), member)) {
            person.app()
                    .get(MEMBERS, home.homeId())
                    .then()
                    .statusCode(200)
                    .body("items.role", contains("OWNER", "GUEST", "MEMBER"))
                    .body("items[0].accountId", equalTo(home.owner().id().toString()))
                    .body("items[1].until", equalTo(until))
                    .body("items[2].until", nullValue());
        }
        guest.app()
                .get(MEMBERS, home.homeId())
                .then()
                .body("items.role", contains("OWNER", "GUEST"));
    }

    @Test
    @Tag("F16")
    void ofManyWhoTryOneCodeOneGetsIn() throws Exception {
        var home = Household.of(Person.registered());
        var code = home.code("MEMBER", null);
        var people = List.of(Person.registered(), Person.registered(), Person.registered());
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 9; i++) {
            var person = people.get(i % 3);
            calls.add(() -> accept(person, code).extract().statusCode());
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }

        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
        home.owner().app().get(MEMBERS, home.homeId()).then().body("items", hasSize(2));
    }

    @Test
    void aCodeThatWasUsedOrHasEndedOrIsNoneIsRefused() {
        var home = Household.of(Person.registered());
        var used = home.code("MEMBER", null);
        accept(Person.registered(), used).statusCode(200);
        var late = home.code("MEMBER", null);
        var ended = home.code("GUEST", clock.instant().plus(Duration.ofHours(1)));
        var person = Person.registered();

        accept(person, used).statusCode(409).body("type", equalTo("urn:problem:invitation-used"));
        accept(person, "234567892345").statusCode(404);
        clock.move(Duration.ofHours(2));
        accept(person, ended)
                .statusCode(409)
                .body("type", equalTo("urn:problem:invitation-expired"));
        clock.move(Duration.ofDays(7));
        accept(person, late).statusCode(409);
        assertThat(person.rows("home_member")).isZero();
    }

    @Test
    void whoIsInTheHomeNeedsNoInvitationAndTheCodeStaysGood() {
        var home = Household.of(Person.registered());
        var member = home.joined("MEMBER");
        var code = home.code("GUEST", null);

        for (var inside : List.of(home.owner(), member)) {
            accept(inside, code)
                    .statusCode(409)
                    .body("type", equalTo("urn:problem:already-in-home"));
        }
        accept(Person.registered(), code).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"OWNER\"}",
                "{\"role\":\"KING\"}",
                "{\"role\":1}",
                "{\"role\":\"GUEST\",\"until\":\"tomorrow\"}",
                "{\"role\":\"GUEST\",\"until\":17}",
                "{\"role\":\"GUEST\",\"more\":17}"
            })
    @Tag("SE-3")
    void anInvitationThatIsNoneIsRefused(String body) {
        var home = Household.of(Person.registered());

        home.owner().app().body(body).post(INVITATIONS, home.homeId()).then().statusCode(400);
    }

    @Test
    void anInvitationUntilYesterdayMakesNoSense() {
        var home = Household.of(Person.registered());
        var wanted = Map.of("role", "GUEST", "until", clock.instant().minusSeconds(1).toString());

        home.owner()
                .app()
                .body(wanted)
                .post(INVITATIONS, home.homeId())
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:until-past"));
    }

    @Test
    void onlyTheOwnerInvitesRemovesEndsAndGives() {
        var home = Household.of(Person.registered());
        var member = home.joined("MEMBER");
        var guest = home.joined("GUEST");
        var stranger = Person.registered();
        var wanted = Map.of("role", "GUEST");
        var newOwner = Map.of("accountId", member.id());

        for (var one : Map.of(member, 403, guest, 403, stranger, 404).entrySet()) {
            var person = one.getKey();
            int status = one.getValue();
            var id = home.homeId();
            person.app().body(wanted).post(INVITATIONS, id).then().statusCode(status);
            person.app().delete(HOME, id).then().statusCode(status);
            person.app().body(newOwner).post(HOME + "/ownership", id).then().statusCode(status);
            person.app().delete(MEMBERS + "/{a}", id, home.owner().id()).then().statusCode(status);
        }
        guest.app().delete(MEMBERS + "/{a}", home.homeId(), member.id()).then().statusCode(403);
        stranger.app().get(MEMBERS, home.homeId()).then().statusCode(404);
        stranger.app()
                .delete(MEMBERS + "/{a}", home.homeId(), stranger.id())
                .then()
                .statusCode(404);
        home.owner()
                .app()
                .delete(MEMBERS + "/{a}", home.homeId(), home.owner().id())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:home-owner"));
        given().get(MEMBERS, home.homeId()).then().statusCode(401);
        given().contentType("application/json")
                .post(ACCEPTANCE, "234567892345")
                .then()
                .statusCode(401);
    }

    @Test
    void whoIsRemovedOrLeavesIsOutWithTheirDevices() {
        var home = Household.of(Person.registered());
        var leaving = home.joined("MEMBER");
        var removed = home.joined("MEMBER");
        var device = leaving.pair("light");
        assertThat(home.put(leaving, device)).isEqualTo(204);
        home.owner().app().get("/v1/devices/{id}", device.id()).then().statusCode(200);

        leaving.app().delete(MEMBERS + "/{a}", home.homeId(), leaving.id()).then().statusCode(204);
        home.owner()
                .app()
                .delete(MEMBERS + "/{a}", home.homeId(), removed.id())
                .then()
                .statusCode(204);

        for (var out : List.of(leaving, removed)) {
            out.app().get("/v1/homes").then().body("items", hasSize(1));
            out.app().get(MEMBERS, home.homeId()).then().statusCode(404);
        }
        home.owner().app().get("/v1/devices/{id}", device.id()).then().statusCode(404);
        leaving.app()
                .get("/v1/devices/{id}", device.id())
                .then()
                .body("homeId", equalTo(Household.of(leaving).homeId()));
        home.owner()
                .app()
                .delete(MEMBERS + "/{a}", home.homeId(), removed.id())
                .then()
                .statusCode(404);
        home.join(removed, "GUEST", null);
    }

    @Test
    void aGuestIsOutWhenTheTimeIsOverAndMayComeAgain() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var guest =
                home.join(Person.registered(), "GUEST", clock.instant().plus(Duration.ofHours(1)));
        guest.app().get("/v1/devices/{id}", light.id()).then().statusCode(200);

        clock.move(Duration.ofHours(2));

        guest.app().get("/v1/devices/{id}", light.id()).then().statusCode(404);
        guest.app().get("/v1/homes").then().body("items", hasSize(1));
        home.owner().app().get(MEMBERS, home.homeId()).then().body("items", hasSize(1));
        home.join(guest, "MEMBER", null);
        guest.app().get("/v1/devices/{id}", light.id()).then().statusCode(200);
    }

    @Test
    void whoseTimeIsOverTakesTheirDevicesOutOfSight() {
        var home = Household.of(Person.registered());
        var until = clock.instant().plus(Duration.ofHours(1));
        var lodger = home.join(Person.registered(), "MEMBER", until);
        var light = lodger.pair("light");
        assertThat(home.put(lodger, light)).isEqualTo(204);
        home.owner().app().get("/v1/devices/{id}", light.id()).then().statusCode(200);
        home.owner().app().get("/v1/devices").then().body("items", hasSize(1));

        clock.move(Duration.ofHours(2));

        home.owner().app().get("/v1/devices/{id}", light.id()).then().statusCode(404);
        home.owner().app().get("/v1/devices").then().body("items", hasSize(0));
        lodger.app().get("/v1/devices").then().body("items", hasSize(1));
    }

    @Test
    @Tag("RI-4")
    void underRestrictionNobodyInvitesOrComesInButLeaves() {
        var home = Household.of(Person.registered());
        var member = home.joined("MEMBER");
        var code = home.code("GUEST", null);
        var other = Household.of(Person.registered());
        var otherCode = other.code("GUEST", null);
        for (var person : List.of(home.owner(), member)) {
            Bus.publish(Restrictions.everything(person.id(), 1));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !subjects.live(person.id()).restrictions().isEmpty());
        }

        var wanted = Map.of("role", "GUEST");
        for (var refused :
                List.of(
                        home.owner().app().body(wanted).post(INVITATIONS, home.homeId()),
                        home.owner().app().body(Map.of("name", "x")).post("/v1/homes"),
                        home.owner()
                                .app()
                                .body(Map.of("accountId", member.id()))
                                .post(HOME + "/ownership", home.homeId()),
                        member.app().post(ACCEPTANCE, otherCode))) {
            refused.then()
                    .statusCode(423)
                    .body("type", equalTo("urn:problem:processing-restricted"));
        }
        home.owner().app().get(MEMBERS, home.homeId()).then().statusCode(200);
        member.app().delete(MEMBERS + "/{a}", home.homeId(), member.id()).then().statusCode(204);
        assertThat(code).isNotEmpty();
    }

    @Test
    @Tag("RI-3")
    void erasingAMemberLeavesTheHome() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var gone = home.joined("MEMBER");
        var stays = home.joined("MEMBER");
        var lamp = gone.pair("light");
        assertThat(home.put(gone, lamp)).isEqualTo(204);

        gone.erase();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gone.rows("home_member") + gone.rows("device") == 0);

        for (var person : List.of(home.owner(), stays)) {
            person.app()
                    .get(MEMBERS, home.homeId())
                    .then()
                    .body("items.accountId", not(hasItem(gone.id().toString())))
                    .body("items", hasSize(2));
            person.app().get("/v1/devices/{id}", light.id()).then().statusCode(200);
            person.app().get("/v1/devices/{id}", lamp.id()).then().statusCode(404);
            person.app().get("/v1/devices").then().statusCode(200);
        }
    }

    @Test
    @Tag("RI-3")
    void erasingTheOwnerEndsTheHomeAndLeavesTheOthersTheirs() {
        var home = Household.of(Person.registered());
        home.owner().pair("light");
        var member = home.joined("MEMBER");
        var lamp = member.pair("light");
        assertThat(home.put(member, lamp)).isEqualTo(204);
        var code = home.code("MEMBER", null);

        home.owner().erase();
        await().atMost(Duration.ofSeconds(30)).until(() -> home.owner().rows("home") == 0);

        member.app().get("/v1/homes").then().body("items", hasSize(1));
        member.app().get(MEMBERS, home.homeId()).then().statusCode(404);
        member.app()
                .get("/v1/devices")
                .then()
                .body("items", hasSize(1))
                .body("items[0].deviceId", equalTo(lamp.id().toString()))
                .body("items[0].homeId", equalTo(Household.of(member).homeId()))
                .body("items[0].serialNumber", notNullValue());
        assertThat(member.rows("home_member")).isZero();
        accept(Person.registered(), code).statusCode(404);
    }
}
