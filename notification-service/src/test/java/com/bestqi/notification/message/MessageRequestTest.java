package com.bestqi.notification.message;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.test.Bus;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other services want said, also when what they say of it is bad. */
@ServiceTest
@Tag("PM-6")
class MessageRequestTest {
    @Inject Database database;

    private static MessageRequested alert(
            UUID messageId, Persons person, UnaryOperator<Map<String, String>> change) {
        var given =
                new HashMap<>(
                        Map.of(
                                "deviceId", UUID.randomUUID().toString(),
                                "deviceType", "smoke-detector",
                                "reading", "smoke",
                                "at", "2026-12-01T09:00:00Z"));
        return new MessageRequested(
                person.accountId(), messageId, "device-alert", change.apply(given), Instant.now());
    }

    private static MessageRequested alert(Persons person, String parameter, String value) {
        return alert(
                UUID.randomUUID(),
                person,
                given -> {
                    given.put(parameter, value);
                    return given;
                });
    }

    private long parked(Persons person) {
        return database.first(
                        "SELECT count(*) AS n FROM parked_event WHERE key = ?",
                        row -> row.getLong("n"),
                        person.accountId().toString())
                .orElseThrow();
    }

    private long messages(Persons person) {
        return database.first(
                        "SELECT count(*) AS n FROM message WHERE account_id = ?",
                        row -> row.getLong("n"),
                        person.accountId())
                .orElseThrow();
    }

    @Test
    void htmlInAParameterIsText() {
        var person = Persons.notifiable("en");

        Bus.publish(alert(person, "reading", "<img src=x onerror=alert(1)>"));

        patiently().until(() -> Mails.to(person.email()).size() == 2);
        var mail = Mails.to(person.email()).getLast();
        assertThat(mail.html()).contains("&lt;img src=x").doesNotContain("<img");
        assertThat(mail.text()).contains("<img src=x onerror=alert(1)>");
        assertThat(mail.subject()).doesNotContain("img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deviceType", "reading", "at"})
    void anOversizedParameterIsParked(String parameter) {
        var person = Persons.notifiable("en");

        Bus.publish(alert(person, parameter, "x".repeat(100_000)));

        patiently().until(() -> parked(person) == 1);
        assertThat(messages(person)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: all@mail.example", "a\u0000b", "a\u2028b", ""})
    void aParameterThatIsNoLineIsParked(String value) {
        var person = Persons.notifiable("en");

        Bus.publish(alert(person, "reading", value));

        patiently().until(() -> parked(person) == 1);
        assertThat(messages(person)).isEqualTo(1);
    }

    @Test
    void whatTheWordsDoNotNeedIsNotKept() {
        var person = Persons.notifiable("en");

        Bus.publish(alert(person, "diary", "dear-diary-of-" + person.accountId()));

        patiently().until(() -> person.inboxSize() == 2);
        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM message WHERE account_id = ?"
                                        + " AND parameters::text LIKE '%dear-diary%'",
                                row -> row.getLong("n"), person.accountId()))
                .hasValue(0L);
    }

    @Test
    void theIdOfAnothersMessageIsParkedInsteadOfLost() {
        var first = Persons.notifiable("en");
        var second = Persons.notifiable("en");
        var id = UUID.randomUUID();
        Bus.publish(alert(id, first, UnaryOperator.identity()));
        patiently().until(() -> first.inboxSize() == 2);

        Bus.publish(alert(id, second, UnaryOperator.identity()));

        patiently().until(() -> parked(second) == 1);
        assertThat(second.inboxSize()).isEqualTo(1);
        Bus.publish(alert(id, first, UnaryOperator.identity()));
        patiently().until(() -> Mails.to(first.email()).size() == 2);
        assertThat(parked(first)).isZero();
    }

    @Test
    @Tag("F13")
    void theInboxHasItHoweverLongTheMailServerTakes() {
        var person = Persons.notifiable("en");
        Doubles.mailServer("stop");
        try {
            Bus.publish(alert(UUID.randomUUID(), person, UnaryOperator.identity()));

            patiently().until(() -> person.inboxSize() == 2);
        } finally {
            Doubles.mailServer("start");
        }
        patiently().until(() -> Mails.to(person.email()).size() >= 1);
        person.calls()
                .get("/v1/notifications")
                .then()
                .body("items", hasSize(2))
                .body("items[0].kind", equalTo("ALERT"));
    }
}
