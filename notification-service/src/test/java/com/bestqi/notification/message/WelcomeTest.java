package com.bestqi.notification.message;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.test.Bus;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
@Tag("PU-3")
class WelcomeTest {
    @Inject Database database;

    @ParameterizedTest
    @CsvSource({
        "en, Welcome to BESTQI, Hello",
        "de-AT, Willkommen bei BESTQI, Guten Tag",
        "es, Le damos la bienvenida a BESTQI, Hola",
        "fr-CA, Bienvenue chez BESTQI, Bonjour",
        "zh-Hans-CN, 欢迎使用 BESTQI, 您好",
        "nl, Welcome to BESTQI, Hello"
    })
    void aNewPersonIsWelcomedInTheirLanguage(String language, String subject, String greeting) {
        var person = Persons.registered("<b>Zoë & Co</b>\r\nBcc: x@y.example", language);

        patiently().until(() -> person.inboxSize() == 1);
        patiently().until(() -> Mails.to(person.email()).size() == 1);
        var mail = Mails.to(person.email()).getFirst();
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.raw()).doesNotContainIgnoringCase("\nBcc:");
        assertThat(mail.html())
                .contains(greeting)
                .contains("&lt;b&gt;Zoë &amp; Co&lt;/b&gt;")
                .doesNotContain("<b>");
        assertThat(mail.text()).contains(greeting).contains("<b>Zoë & Co</b>");
        person.calls()
                .get("/v1/notifications")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].notificationId", notNullValue())
                .body("items[0].kind", equalTo("WELCOME"))
                .body("items[0].title", equalTo(subject))
                .body("items[0].body", containsString("<b>Zoë & Co</b>"))
                .body("items[0].why", notNullValue())
                .body("items[0].createdAt", notNullValue())
                .body("items[0].readAt", nullValue())
                .body("next", nullValue());
    }

    @Test
    void whoGaveNoNameIsGreetedWithoutOne() {
        var person = Persons.registered(null, "en");

        patiently().until(() -> Mails.to(person.email()).size() == 1);

        assertThat(Mails.to(person.email()).getFirst().text())
                .startsWith("Hello,")
                .doesNotContain("null");
    }

    @Test
    void itIsTriedUntilTheAddressCanBeHad() {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), "503");
        Bus.publish(Persons.registration(person.accountId()));
        patiently().until(() -> Doubles.asked(person.accountId()) >= 3);
        assertThat(Mails.to(person.email())).isEmpty();

        Doubles.contact(person.accountId(), Persons.contact(person.email(), "Ada", "en"));

        patiently().until(() -> Mails.to(person.email()).size() == 1);
        patiently().until(() -> states(person.accountId()).equals(List.of("SENT")));
    }

    @Test
    void itIsTriedUntilTheMailServerIsThereAndTheInboxHasItOnce() {
        Doubles.mailServer("stop");
        var person = Persons.unknown();
        try {
            Doubles.contact(person.accountId(), Persons.contact(person.email(), "Ada", "en"));
            Bus.publish(Persons.registration(person.accountId()));
            patiently().until(() -> attempts(person.accountId()) >= 3);
        } finally {
            Doubles.mailServer("start");
        }

        patiently().until(() -> Mails.to(person.email()).size() == 1);

        assertThat(person.inboxSize()).isEqualTo(1);
    }

    @Test
    void howeverOftenItIsAskedForThereIsOneMailAndOneEntry() {
        var person = Persons.welcomed();

        Bus.publish(Persons.registration(person.accountId()));
        Bus.publish(requested(person.accountId(), "welcome"));
        Persons.welcomed();

        assertThat(Mails.to(person.email())).hasSize(1);
        assertThat(person.inboxSize()).isEqualTo(1);
        assertThat(states(person.accountId())).hasSize(1);
    }

    @Test
    void anotherServiceMayAskForIt() {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), Persons.contact(person.email(), "Ada", "de"));

        Bus.publish(requested(person.accountId(), "welcome"));

        patiently().until(() -> Mails.to(person.email()).size() == 1);
    }

    @Test
    void aTemplateNobodyKnowsIsParked() {
        var person = Persons.unknown();

        Bus.publish(requested(person.accountId(), "lottery-win"));

        patiently()
                .until(() ->
                        database.first(
                                                "SELECT count(*) AS n FROM parked_event WHERE key = ?",
                                                rows -> rows.getInt("n"),
                                                person.accountId().toString())
                                        .orElse(0)
                                == 1);
        assertThat(states(person.accountId())).isEmpty();
    }

    @Test
    void whoIsNotThereGetsNothing() {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), "404");

        Bus.publish(Persons.registration(person.accountId()));

        patiently().until(() -> states(person.accountId()).equals(List.of("GIVEN_UP")));
        assertThat(person.inboxSize()).isZero();
    }

    @Test
    void aMailThatWasBeingSentWhenTheServiceDiedIsNotSentAgain() {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), Persons.contact(person.email(), "Ada", "en"));

        database.update(
                "INSERT INTO message (message_id, account_id, template, state, attempts, due_at,"
                        + " requested_at) VALUES (?, ?, 'welcome', 'SENDING', 1, ?, ?)",
                UUID.randomUUID(),
                person.accountId(),
                Instant.now().minusSeconds(1),
                Instant.now().minusSeconds(60));

        patiently().until(() -> states(person.accountId()).equals(List.of("DOUBTFUL")));
        assertThat(Doubles.asked(person.accountId())).isZero();
        assertThat(Mails.to(person.email())).isEmpty();
    }

    private static MessageRequested requested(UUID accountId, String template) {
        return new MessageRequested(
                accountId, UUID.randomUUID(), template, Map.of(), Instant.now());
    }

    private int attempts(UUID accountId) {
        return database.first(
                        "SELECT attempts FROM message WHERE account_id = ?",
                        row -> row.getInt("attempts"),
                        accountId)
                .orElse(0);
    }

    private List<String> states(UUID accountId) {
        return database.query(
                "SELECT state FROM message WHERE account_id = ?",
                rows -> rows.getString("state"),
                accountId);
    }
}
