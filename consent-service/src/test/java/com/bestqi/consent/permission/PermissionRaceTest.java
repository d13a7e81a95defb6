package com.bestqi.consent.permission;

import static com.bestqi.consent.Persons.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.consent.Persons;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-7")
@Tag("PM-8")
class PermissionRaceTest {
    @Inject ConsentLedger ledger;
    @Inject Subjects subjects;
    @Inject MovableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    @Test
    void ofFiftyChangesAtOnceLedgerStateAndLastEventAgree() throws Exception {
        var person = Persons.registered();
        var changes =
                IntStream.range(0, 50)
                        .<Callable<Integer>>mapToObj(n ->
                                () ->
                                        as(person)
                                                .body("{\"granted\": " + (n % 2 == 0) + "}")
                                                .put(
                                                        "/v1/consents/"
                                                                + (n % 5 < 3
                                                                        ? "camera"
                                                                        : "storage"))
                                                .statusCode())
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(changes)) {
                assertThat(done.get()).isEqualTo(200);
            }
        }

        var entries =
                ledger.below(person, Long.MAX_VALUE, 100).stream()
                        .sorted(Comparator.comparingLong(LedgerEntry::revision))
                        .toList();
        assertThat(entries.stream().map(LedgerEntry::revision))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries.size()).mapToObj(n -> (long) n).toList());
        assertThat(entries).isSortedAccordingTo(Comparator.comparing(LedgerEntry::createdAt));
        Map<String, Instant> replayed = new HashMap<>();
        for (var entry : entries) {
            if (entry.granted()) {
                replayed.put(entry.key(), entry.since());
            } else {
                replayed.remove(entry.key());
            }
        }
        var state = subjects.live(person);
        assertThat(state.granted()).isEqualTo(replayed);
        assertThat(state.consentRevision()).isEqualTo(entries.size());
        await().untilAsserted(() ->
                assertThat(Bus.events(Topics.CONSENT_STATES, person.toString(), ConsentState.class))
                        .hasSize(entries.size()));
        var events = Bus.events(Topics.CONSENT_STATES, person.toString(), ConsentState.class);
        assertThat(events).isSortedAccordingTo(Comparator.comparingLong(ConsentState::revision));
        assertThat(events.getLast().revision()).isEqualTo(entries.size());
        assertThat(events.getLast().granted()).isEqualTo(replayed);
    }

    @Test
    @Tag("F10")
    void aGrantByAClockThatIsWrongDoesNotCoverTheTimeItWasOff() {
        var person = Persons.registered();
        set(person, true);
        set(person, false);

        var off = Instant.now();
        clock.move(Duration.ofHours(-1));
        set(person, true);
        assertThat(since(person)).isAfterOrEqualTo(off);

        set(person, false);
        clock.move(Duration.ofHours(2));
        set(person, true);
        set(person, false);
        off = clock.instant();
        clock.reset();
        set(person, true);
        // Until the others' clocks are there, nothing sampled is kept: too little, not too much.
        assertThat(since(person)).isBetween(off.minusSeconds(60), off);
    }

    private Instant since(UUID person) {
        return subjects.live(person).granted().get("camera");
    }

    private static void set(UUID person, boolean granted) {
        as(person)
                .body("{\"granted\": " + granted + "}")
                .put("/v1/consents/camera")
                .then()
                .statusCode(200);
    }
}
