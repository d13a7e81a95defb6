package com.bestqi.device.geofence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.device.Person;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What this service said it let others have of a person. */
final class Disclosures {
    private Disclosures() {}

    static List<DataDisclosed> of(Person person) {
        return Bus.events(Topics.DISCLOSURE_EVENTS, person.id().toString(), DataDisclosed.class);
    }

    /** Waits until so many were said, and returns them. */
    static List<DataDisclosed> await(Person person, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> of(person).size() >= count);
        return of(person);
    }

    /** All that was said about a person, as it went over the bus. */
    static String bytes(Person person) {
        return Bus.read(Topics.DISCLOSURE_EVENTS).stream()
                .filter(message -> person.id().toString().equals(message.key()))
                .map(message -> new String(message.value(), UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
