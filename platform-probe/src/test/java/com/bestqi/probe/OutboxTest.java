package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class OutboxTest {
    @Inject ProbeNotes notes;
    @Inject Outbox outbox;
    @Inject Database database;

    @Test
    void whatRollsBackIsNeverSaid() {
        var person = UUID.randomUUID();

        assertThatThrownBy(() -> notes.say(List.of(message(person, 1)), true))
                .hasMessage("rolled back on purpose");
        notes.say(List.of(message(person, 2)), false);

        await().untilAsserted(() -> assertThat(numbers(person)).containsExactly(2));
    }

    @Test
    void anEventOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.add(message(UUID.randomUUID(), 1)))
                .hasMessageContaining("ransaction");
    }

    @Test
    void manyEventsOfManyPeopleKeepTheOrderOfEach() throws Exception {
        var people = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

        try (var writers = Executors.newFixedThreadPool(people.size())) {
            for (var person : people) {
                writers.submit(() ->
                        IntStream.range(0, 100)
                                .forEach(batch ->
                                        notes.say(
                                                IntStream.range(0, 20)
                                                        .mapToObj(n ->
                                                                message(person, batch * 20 + n))
                                                        .toList(),
                                                false)));
            }
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        database.query(
                                                "SELECT id FROM outbox_message",
                                                rows -> rows.getLong("id")))
                                .isEmpty());
        for (var person : people) {
            assertThat(numbers(person))
                    .containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
        }
    }

    private static MessageRequested message(UUID person, int number) {
        return new MessageRequested(
                person,
                UUID.randomUUID(),
                "probe",
                Map.of("number", Integer.toString(number)),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static List<Integer> numbers(UUID person) {
        return Bus.events(Topics.MESSAGE_REQUESTS, person.toString(), MessageRequested.class)
                .stream()
                .map(event -> Integer.valueOf(event.parameters().get("number")))
                .toList();
    }
}
