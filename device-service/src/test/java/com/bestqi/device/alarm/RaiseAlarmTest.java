package com.bestqi.device.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.device.Person;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a security device reports, told at once. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PM-6")
class RaiseAlarmTest {

    private static void report(Person.Device device, Instant at, String type, double value) {
        device.call()
                .body(
                        Map.of(
                                "readings",
                                List.of(
                                        Map.of(
                                                "at",
                                                at.truncatedTo(ChronoUnit.MILLIS).toString(),
                                                "type",
                                                type,
                                                "value",
                                                value))))
                .post("/v1/devices/" + device.id() + "/readings")
                .then()
                .statusCode(202);
    }

    private static List<MessageRequested> alarms(Person person) {
        return Bus.events(Topics.MESSAGE_REQUESTS, person.id().toString(), MessageRequested.class);
    }

    @Test
    void smokeIsToldOnceHoweverOftenItIsReported() {
        var person = Person.registered().grant("notifications");
        var detector = person.pair("smoke-detector");
        // What was before its claim is none of this person's.
        var now = Instant.now().plusSeconds(1);

        report(detector, now, "smoke", 0);
        report(detector, now.plusSeconds(1), "smoke", 1);
        report(detector, now.plusSeconds(2), "smoke", 1);

        await().atMost(Duration.ofSeconds(20)).until(() -> !alarms(person).isEmpty());
        var told = alarms(person);
        // Two spans of ten minutes at most, should one end just now.
        assertThat(told.stream().map(MessageRequested::messageId).collect(Collectors.toSet()))
                .hasSizeBetween(1, 2);
        assertThat(told.getFirst().template()).isEqualTo("device-alert");
        assertThat(told.getFirst().parameters())
                .containsEntry("deviceType", "smoke-detector")
                .containsEntry("reading", "smoke")
                .containsEntry("deviceId", detector.id().toString());
    }

    @Test
    void nothingElseIsAnAlarm() {
        var calm = Person.registered().grant("notifications");
        var silent = Person.registered();
        var sensor = calm.pair("water-leak-sensor");
        var unheard = silent.pair("water-leak-sensor");
        var heard = Person.registered().grant("notifications");
        var fence = heard.pair("water-leak-sensor");
        var now = Instant.now().plusSeconds(1);
        report(sensor, now, "leak", 0);
        report(sensor, now, "battery", 1);
        report(unheard, now, "leak", 1);
        report(fence, now, "leak", 1);

        await().atMost(Duration.ofSeconds(20)).until(() -> !alarms(heard).isEmpty());
        assertThat(alarms(calm)).isEmpty();
        assertThat(alarms(silent)).isEmpty();
    }
}
