package com.bestqi.device.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.SecondSession;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Devices and homes that outlast whose they were. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
class HandedOnDeviceTest {
    private static final String COMMANDS = "/v1/devices/{id}/commands";

    @Inject Subjects subjects;

    private record Handed(Person former, Person heir, Device light) {}

    private static Handed handedOn() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var heir = home.joined("MEMBER");
        give(home.homeId(), home.owner(), heir);
        return new Handed(home.owner(), heir, light);
    }

    private static void give(String homeId, Person from, Person to) {
        from.app()
                .body(Map.of("accountId", to.id()))
                .post("/v1/homes/{id}/ownership", homeId)
                .then()
                .statusCode(204);
    }

    /** With the token of its former owner it is told to change it, and can. */
    private static void isSentForAnotherToken(Handed handed) {
        var light = handed.light();
        light.post().statusCode(401);
        light.call().get(COMMANDS, light.id()).then().statusCode(401);
        light.call()
                .body(Map.of("status", "SUCCEEDED"))
                .post(COMMANDS + "/{c}/result", light.id(), UUID.randomUUID())
                .then()
                .statusCode(401);
        String token =
                light.call()
                        .post("/v1/devices/{id}/token", light.id())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("deviceToken");
        new Device(light.id(), token).post().statusCode(202);
    }

    @Test
    @Tag("RI-3")
    void aDeviceHandedOnHearsNothingOfTheErasureOfItsFormerOwner() {
        var handed = handedOn();
        handed.former().erase();
        handed.former().awaitTombstone();

        isSentForAnotherToken(handed);
    }

    @Test
    @Tag("RI-4")
    void aDeviceHandedOnHearsNothingOfTheRestrictionOfItsFormerOwner() {
        var handed = handedOn();
        var former = handed.former().id();
        Bus.publish(Restrictions.everything(former, 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(former).restrictions().isEmpty());

        isSentForAnotherToken(handed);
    }

    @Test
    @Tag("RI-3")
    void aDeviceOfAnErasedPersonThatNobodyHasNowHearsSo() {
        var person = Person.registered();
        var light = person.pair("light");
        person.erase();
        person.awaitTombstone();

        light.post().statusCode(410).body("type", equalTo("urn:problem:account-erased"));
        light.call().get(COMMANDS, light.id()).then().statusCode(410);
        light.call().post("/v1/devices/{id}/token", light.id()).then().statusCode(410);
    }

    @Test
    void anInvitationEndsWithTheOwnershipAlsoWhenTheHomeComesBack() {
        var home = Household.of(Person.registered());
        var former = home.owner();
        var code = home.code("MEMBER", null);
        var heir = home.joined("MEMBER");
        give(home.homeId(), former, heir);
        var back = new Household(heir, home.homeId());
        back.join(former, "MEMBER", null);
        var heirs = back.code("GUEST", null);
        give(home.homeId(), heir, former);

        for (var old : List.of(code, heirs)) {
            Person.registered()
                    .app()
                    .post("/v1/invitations/{code}/acceptance", old)
                    .then()
                    .statusCode(404);
        }
        assertThat(former.rows("home_invitation") + heir.rows("home_invitation")).isZero();
    }

    @Test
    void anInvitationEndsWithTheHome() {
        var person = Person.registered();
        String homeId =
                person.app()
                        .body(Map.of("name", "Cabin"))
                        .post("/v1/homes")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("homeId");
        new Household(person, homeId).code("MEMBER", null);

        person.app().delete("/v1/homes/{id}", homeId).then().statusCode(204);

        assertThat(person.rows("home_invitation")).isZero();
    }

    @Test
    void homesAndTheirMembersComeByPages() {
        var home = Household.of(Person.registered());
        var owner = home.owner();
        var member = home.joined("MEMBER");
        var guest = home.joined("GUEST");

        var first =
                owner.app()
                        .get("/v1/homes/{id}/members?limit=2", home.homeId())
                        .then()
                        .statusCode(200)
                        .body("items.accountId", contains(text(owner), text(member)))
                        .extract();
        owner.app()
                .get(
                        "/v1/homes/{id}/members?limit=2&cursor={c}",
                        home.homeId(),
                        first.<String>path("next"))
                .then()
                .body("items.accountId", contains(text(guest)))
                .body("next", nullValue());
        guest.app()
                .get("/v1/homes/{id}/members", home.homeId())
                .then()
                .body("items.accountId", contains(text(owner), text(guest)));
        var next =
                member.app().get("/v1/homes?limit=1").then().body("items.role", contains("OWNER"));
        member.app()
                .get("/v1/homes?limit=1&cursor={c}", next.extract().<String>path("next"))
                .then()
                .body("items.homeId", contains(home.homeId()))
                .body("next", nullValue());
        for (var bad : List.of("limit=0", "limit=201", "cursor=nonsense")) {
            owner.app().get("/v1/homes?" + bad).then().statusCode(400);
            owner.app()
                    .get("/v1/homes/" + home.homeId() + "/members?" + bad)
                    .then()
                    .statusCode(400);
        }
    }

    private static String text(Person person) {
        return person.id().toString();
    }

    @Test
    @Tag("F18")
    @Tag("RT-2")
    void aDeviceThatComesIntoAHomeWhileItsOwnerIsErasedIsTakenOutAgain() throws Exception {
        var home = Household.of(Person.registered());
        var member = home.joined("MEMBER");
        var lamp = member.pair("light");
        var own = Household.of(member).homeId();
        try (var putting = SecondSession.open()) {
            putting.execute(
                    "SELECT FROM home WHERE home_id = ? FOR NO KEY UPDATE",
                    UUID.fromString(home.homeId()));
            putting.execute(
                    "UPDATE device SET home_id = ? WHERE device_id = ?",
                    UUID.fromString(home.homeId()),
                    lamp.id());
            home.owner().erase();
            putting.awaitSomebodyWaiting();
            putting.commit();
        }
        home.owner().awaitTombstone();

        member.app().get("/v1/devices/{id}", lamp.id()).then().body("homeId", equalTo(own));
        member.app().get("/v1/homes").then().body("items", hasSize(1));
    }
}
