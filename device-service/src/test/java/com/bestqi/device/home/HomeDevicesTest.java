package com.bestqi.device.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the people of a home may do with the devices in it. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
@Tag("DV-1")
class HomeDevicesTest {
    private static final String DEVICE = "/v1/devices/{id}";
    private static final String COMMANDS = DEVICE + "/commands";
    private static final String OWNERSHIP = "/v1/homes/{id}/ownership";
    private static final Map<String, Object> ON = Map.of("name", "turn-on", "arguments", Map.of());

    @Inject Clock clock;
    @Inject Subjects subjects;

    private static ValidatableResponse command(Person person, Device device) {
        return person.app().body(ON).post(COMMANDS, device.id()).then();
    }

    private void report(Device device, double brightness) {
        device.post(
                        Map.of(
                                "at",
                                clock.instant().toString(),
                                "type",
                                "brightness",
                                "value",
                                brightness))
                .statusCode(202)
                .body("accepted", equalTo(1));
    }

    private static ValidatableResponse give(Household home, Person to) {
        return home.owner()
                .app()
                .body(Map.of("accountId", to.id()))
                .post(OWNERSHIP, home.homeId())
                .then();
    }

    @Test
    void everybodyInTheHomeSeesAndCommandsADevice() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var member = home.joined("MEMBER");
        var guest = home.joined("GUEST");

        for (var person : List.of(member, guest)) {
            person.app()
                    .get(DEVICE, light.id())
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("Light"))
                    .body("homeId", equalTo(home.homeId()))
                    .body("serialNumber", nullValue())
                    .body("connection", nullValue());
            person.app()
                    .get("/v1/devices")
                    .then()
                    .body("items.deviceId", contains(light.id().toString()));
            command(person, light).statusCode(202).body("status", equalTo("PENDING"));
        }

        light.call().get(COMMANDS, light.id()).then().body("items", hasSize(2));
        home.owner()
                .app()
                .get(DEVICE, light.id())
                .then()
                .body("serialNumber", notNullValue())
                .body("connection.macAddress", notNullValue());
    }

    @Test
    void aGuestSeesNothingOfThePastAndADeviceIsItsOwners() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        report(light, 50);
        var member = home.joined("MEMBER");
        var guest = home.joined("GUEST");
        String commandId = command(guest, light).extract().path("commandId");

        guest.app().get(COMMANDS, light.id()).then().statusCode(403);
        guest.app().get(COMMANDS + "/{c}", light.id(), commandId).then().statusCode(403);
        member.app().get(COMMANDS, light.id()).then().statusCode(200).body("items", hasSize(1));
        member.app().get(COMMANDS + "/{c}", light.id(), commandId).then().statusCode(200);
        member.app().get(DEVICE + "/readings", light.id()).then().body("items", empty());
        guest.app().get(DEVICE + "/readings", light.id()).then().statusCode(403);
        for (var person : List.of(member, guest)) {
            person.app().body(Map.of("name", "x")).patch(DEVICE, light.id()).then().statusCode(404);
            person.app().delete(DEVICE, light.id()).then().statusCode(404);
        }
    }

    @Test
    @Tag("F17")
    void guestsAndMembersLeaveRoomForTheCommandsOfTheOwner() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var member = home.joined("MEMBER");
        var guest = home.joined("GUEST");
        fillTo(light, home.owner(), 24);

        command(guest, light).statusCode(202);
        command(guest, light)
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem:too-many-commands"));
        fillTo(light, home.owner(), 49);
        command(member, light).statusCode(202);
        command(member, light).statusCode(429);
        fillTo(light, home.owner(), 24);
        command(home.owner(), light).statusCode(202);
        command(home.owner(), light).statusCode(429);
    }

    /** So many more wait. */
    private static void fillTo(Device device, Person owner, int more) {
        Person.database()
                .update(
                        "INSERT INTO command (command_id, account_id, device_id, consent_revision,"
                                + " created_at, expires_at, name, arguments)"
                                + " SELECT gen_random_uuid(), ?, ?, 0, now(),"
                                + " now() + interval '5 minutes', 'turn-on', ''::bytea"
                                + " FROM generate_series(1, ?)",
                        owner.id(),
                        device.id(),
                        more);
    }

    @Test
    void aMemberPutsAnOwnDeviceIntoTheHomeAndAGuestDoesNot() {
        var home = Household.of(Person.registered());
        var member = home.joined("MEMBER");
        var guest = home.joined("GUEST");
        var lamp = member.pair("light");
        var other = guest.pair("light");

        home.owner().app().get(DEVICE, lamp.id()).then().statusCode(404);
        assertThat(home.put(member, lamp)).isEqualTo(204);
        assertThat(home.put(guest, other)).isEqualTo(403);
        assertThat(home.put(member, other)).isEqualTo(404);
        assertThat(home.put(home.owner(), lamp)).isEqualTo(404);
        assertThat(home.put(Person.registered(), other)).isEqualTo(404);

        home.owner().app().get(DEVICE, lamp.id()).then().statusCode(200);
        command(home.owner(), lamp).statusCode(202);
        command(guest, lamp).statusCode(202);
        home.owner().app().get(DEVICE, other.id()).then().statusCode(404);
        command(home.owner(), other).statusCode(404);
    }

    @Test
    @Tag("RI-4")
    void aDeviceWhoseOwnerRestrictsIsCommandedByNobody() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var member = home.joined("MEMBER");
        Bus.publish(Restrictions.everything(home.owner().id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(home.owner().id()).restrictions().isEmpty());

        command(member, light).statusCode(423);
        assertThat(home.put(home.owner(), light)).isEqualTo(423);
    }

    @Test
    @Tag("RI-3")
    @Tag("RT-2")
    void aNewOwnerHasTheDevicesAndNothingOfWhatTheyTold() {
        var home = Household.of(Person.registered());
        var former = home.owner();
        var light = former.pair("light", "SN-77", "aa:bb:cc:dd:ee:77", "canary-wifi");
        former.app()
                .body(Map.of("name", "My very own"))
                .patch(DEVICE, light.id())
                .then()
                .statusCode(200);
        report(light, 50);
        command(former, light).statusCode(202);
        var heir = home.joined("MEMBER");
        var housemate = home.joined("MEMBER");
        var theirs = housemate.pair("light");
        assertThat(home.put(housemate, theirs)).isEqualTo(204);
        var code = home.code("MEMBER", null);

        give(home, heir).statusCode(204);

        assertThat(former.rows("reading") + former.rows("command") + former.rows("device"))
                .isZero();
        heir.app()
                .get(DEVICE, light.id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Light"))
                .body("serialNumber", equalTo("SN-77"))
                .body("connection.macAddress", equalTo("aa:bb:cc:dd:ee:77"))
                .body("connection.ssid", nullValue());
        heir.app().get(DEVICE + "/readings", light.id()).then().body("items", empty());
        heir.app().get(COMMANDS, light.id()).then().body("items", empty());
        former.app().get(DEVICE, light.id()).then().statusCode(404);
        former.app().get(DEVICE + "/readings", light.id()).then().statusCode(404);
        former.app().get("/v1/homes/{id}/members", home.homeId()).then().statusCode(404);
        former.app().get("/v1/homes").then().body("items", hasSize(1));
        command(former, light).statusCode(404);
        command(former, theirs).statusCode(404);
        heir.app()
                .get("/v1/homes/{id}/members", home.homeId())
                .then()
                .body("items.role", contains("OWNER", "MEMBER"))
                .body("items[0].accountId", equalTo(heir.id().toString()));
        housemate.app().get(DEVICE, theirs.id()).then().body("homeId", equalTo(home.homeId()));
        Person.registered()
                .app()
                .post("/v1/invitations/{code}/acceptance", code)
                .then()
                .statusCode(404);
    }

    @Test
    void aDeviceHandedOnChangesItsTokenAndGoesOnForTheNewOwner() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var heir = home.joined("MEMBER");
        give(home, heir).statusCode(204);

        light.post().statusCode(401);
        light.call().get(COMMANDS, light.id()).then().statusCode(401);
        String token =
                light.call()
                        .post(DEVICE + "/token", light.id())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("deviceToken");

        var renewed = new Device(light.id(), token);
        report(renewed, 70);
        assertThat(heir.rows("reading")).isEqualTo(1);
        command(heir, light).statusCode(202);
        renewed.call().get(COMMANDS, light.id()).then().body("items", hasSize(1));
    }

    @Test
    @Tag("RT-2")
    void whatALargeDeviceToldGoesInChunksAndIsUnseenAtOnce() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        Person.database()
                .update(
                        "INSERT INTO reading"
                                + " (account_id, device_id, at, consent_revision, value, type)"
                                + " SELECT ?, ?, now() - i * interval '1 second', 0, i,"
                                + " 'brightness' FROM generate_series(1, 12000) AS s (i)",
                        home.owner().id(),
                        light.id());
        var heir = home.joined("MEMBER");

        give(home, heir).statusCode(204);

        home.owner().app().get(DEVICE + "/readings", light.id()).then().statusCode(404);
        heir.app().get(DEVICE + "/readings", light.id()).then().body("items", empty());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> home.owner().rows("reading") + home.owner().rows("device_wipe") == 0);
    }

    @Test
    void aHomeIsGivenToWhoLivesInItAlone() {
        var home = Household.of(Person.registered());
        var guest = home.joined("GUEST");
        var member = home.joined("MEMBER");

        for (var nobody : List.of(guest, Person.registered(), home.owner())) {
            give(home, nobody).statusCode(422).body("type", equalTo("urn:problem:not-a-member"));
        }
        home.owner().app().body("{}").post(OWNERSHIP, home.homeId()).then().statusCode(400);
        give(home, member).statusCode(204);
        give(home, member).statusCode(404);
        member.app()
                .get("/v1/homes")
                .then()
                .body("items.role", contains("OWNER", "OWNER"))
                .body("items.name", contains("Home", "Home"));
    }
}
