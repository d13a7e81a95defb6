package com.bestqi.device.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What those who live with a device see of what it reports. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SE-1")
@Tag("DV-3")
class HomeReadingsTest {
    private static final String READINGS = "/v1/devices/{id}/readings";

    @Inject Clock clock;
    @Inject Subjects subjects;

    private static void report(Device device, Instant at, String type, Object value) {
        device.post(Map.of("at", at.toString(), "type", type, "value", value)).statusCode(202);
    }

    @Test
    void aMemberSeesWhatIsReportedSinceTheyAreThere() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var before = clock.instant();
        report(light, before, "brightness", 10);
        var member = home.joined("MEMBER");
        report(light, clock.instant(), "brightness", 20);
        report(light, before.plusNanos(1_000), "brightness", 11);

        member.app().get(READINGS, light.id()).then().body("items.value", contains(20f));
        member.app()
                .get(READINGS + "?resolution=P1D&from=" + before.minusSeconds(1), light.id())
                .then()
                .statusCode(200)
                .body("items.count", contains(1));
        home.owner()
                .app()
                .get(READINGS, light.id())
                .then()
                .body("items.value", contains(20f, 11f, 10f));
    }

    @Test
    void theOwnerOfTheHomeSeesAMembersDeviceSinceItIsThereAndNotWhenItHasLeft() {
        var home = Household.of(Person.registered());
        var member = home.joined("MEMBER");
        var lamp = member.pair("light");
        report(lamp, clock.instant(), "brightness", 10);
        home.owner().app().get(READINGS, lamp.id()).then().statusCode(404);

        assertThat(home.put(member, lamp)).isEqualTo(204);
        report(lamp, clock.instant(), "brightness", 20);
        home.owner().app().get(READINGS, lamp.id()).then().body("items.value", contains(20f));
        assertThat(home.put(member, lamp)).isEqualTo(204);
        home.owner().app().get(READINGS, lamp.id()).then().body("items.value", contains(20f));

        assertThat(Household.of(member).put(member, lamp)).isEqualTo(204);
        home.owner().app().get(READINGS, lamp.id()).then().statusCode(404);
    }

    @Test
    @Tag("SD-1")
    void whatIsSensitiveIsForTheDevicesOwnerAlone() {
        var home = Household.of(Person.registered().grant("sensitive.health"));
        var band = home.owner().pair("fitness-band");
        var member = home.joined("MEMBER");
        report(band, clock.instant(), "heart-rate", 60);
        report(band, clock.instant(), "battery", 50);

        member.app().get(READINGS, band.id()).then().body("items.type", contains("battery"));
        member.app().get(READINGS + "?type=heart-rate", band.id()).then().body("items", empty());
        member.app()
                .get(READINGS + "?resolution=PT1H", band.id())
                .then()
                .body("items.type", contains("battery"));
        member.app().get(READINGS + "/stream?type=heart-rate", band.id()).then().statusCode(400);
    }

    @Test
    void aGuestAndAStrangerSeeNothing() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var guest = home.joined("GUEST");
        var stranger = Person.registered();

        for (var path : List.of(READINGS, READINGS + "?resolution=PT1H", READINGS + "/stream")) {
            guest.app().get(path, light.id()).then().statusCode(403);
            stranger.app().get(path, light.id()).then().statusCode(404);
        }
    }

    @Test
    @Tag("RI-4")
    void whatItsOwnerRestrictsNobodyElseSees() {
        var home = Household.of(Person.registered());
        var light = home.owner().pair("light");
        var member = home.joined("MEMBER");
        Bus.publish(Restrictions.everything(home.owner().id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(home.owner().id()).restrictions().isEmpty());

        member.app().get(READINGS, light.id()).then().statusCode(423);
        member.app().get(READINGS + "/stream", light.id()).then().statusCode(423);
        home.owner().app().get(READINGS, light.id()).then().statusCode(200);
    }
}
