package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class InboxTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Inject Subjects subjects;
    @Inject Database database;
    @Inject ProbeWishes wishes;

    @Test
    void anEventDeliveredTwiceIsAppliedOnce() {
        var person = UUID.randomUUID();
        var id = Bus.publish(registered(person));
        await().until(() -> wishes.heard(person) == 1);

        Bus.publish(id, registered(person));
        var behind = Bus.publish(registered(person));

        await().until(() -> entered(behind));
        assertThat(wishes.heard(person)).isEqualTo(2);
        assertThat(
                        database.query(
                                "SELECT event_id FROM inbox_event WHERE event_id = ?",
                                rows -> rows.getObject("event_id", UUID.class),
                                id))
                .hasSize(1);
    }

    @Test
    @Tag("PM-8")
    void aLateRevisionNeverRevivesAGrant() {
        var person = UUID.randomUUID();
        Bus.publish(new ConsentState(person, 2, Map.of(), THEN));
        Bus.publish(new ConsentState(person, 1, Map.of("camera", THEN), THEN));
        Bus.publish(new ConsentState(person, 3, Map.of("storage", THEN), THEN));

        await().untilAsserted(() -> {
            awaitKnown(person);
            assertThat(subjects.live(person).permits("storage")).isTrue();
        });

        Subject now = subjects.live(person);
        assertThat(now.permits("camera")).isFalse();
        assertThat(now.consentRevision()).isEqualTo(3);
        assertThat(now.permits("storage", THEN.minusSeconds(1))).isFalse();
        assertThat(now.permits("storage", THEN)).isTrue();
    }

    @Test
    void aPoisonEventIsParkedAndTheRestGoesOn() {
        var victim = UUID.randomUUID().toString();
        var headers =
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "AccountRegistered",
                        "ce_source", "test",
                        "ce_time", THEN.toString());
        Bus.publishRaw(Topics.ACCOUNT_EVENTS, victim, bytes("{half"), headers);
        Bus.publishRaw(Topics.ACCOUNT_EVENTS, victim, bytes("{}"), Map.of());
        Bus.publishRaw(Topics.ACCOUNT_EVENTS, victim, null, Map.of());
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS,
                "somebody-else",
                bytes("{\"accountId\":\"%s\",\"at\":\"%s\"}".formatted(UUID.randomUUID(), THEN)),
                headers);
        var behind = UUID.fromString(victim);
        Bus.publish(registered(behind));

        await().untilAsserted(() -> awaitKnown(behind));

        await().untilAsserted(() ->
                assertThat(
                                database.query(
                                        "SELECT reason FROM parked_event"
                                                + " WHERE key IN (?, 'somebody-else')",
                                        rows -> rows.getString("reason"),
                                        victim))
                        .containsExactlyInAnyOrder(
                                "malformed: JsonParseException",
                                "not an event: ce_specversion is missing",
                                "empty",
                                "not an event: wrong key"));
    }

    @Test
    void anEventWithANewFieldAndOneOfAnUnknownTypeDoNoHarm() {
        var person = UUID.randomUUID();
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS,
                person.toString(),
                bytes("{\"whatever\":1}"),
                envelope("SomethingOfNextYear"));
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS,
                person.toString(),
                bytes("{\"accountId\":\"%s\",\"at\":\"%s\",\"new\":[1]}".formatted(person, THEN)),
                envelope("AccountRegistered"));

        await().untilAsserted(() -> awaitKnown(person));
    }

    private static Map<String, String> envelope(String type) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_type",
                type,
                "ce_source",
                "test",
                "ce_time",
                THEN.toString());
    }

    private boolean entered(UUID event) {
        return database.first(
                        "SELECT true AS entered FROM inbox_event WHERE event_id = ?",
                        rows -> rows.getBoolean("entered"),
                        event)
                .orElse(false);
    }

    private void awaitKnown(UUID person) {
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
    }

    private static AccountRegistered registered(UUID person) {
        return new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
