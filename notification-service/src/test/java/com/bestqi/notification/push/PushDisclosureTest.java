package com.bestqi.notification.push;

import static com.bestqi.notification.Persons.patiently;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What providers learn by a push is said, once a day, and to nobody who is not in the register. */
@ServiceTest
@Tag("SH-1")
@Tag("SH-2")
class PushDisclosureTest {
    @Inject Database database;

    @BeforeEach
    @AfterEach
    void everyProviderIsRegistered() {
        new Register(database).complete();
    }

    private static void alert(Persons person) {
        Bus.publish(
                new MessageRequested(
                        person.accountId(),
                        UUID.randomUUID(),
                        "device-alert",
                        Map.of(
                                "deviceId",
                                UUID.randomUUID().toString(),
                                "deviceType",
                                "smoke-detector",
                                "reading",
                                "smoke",
                                "at",
                                "2026-11-23T12:00:00Z"),
                        Instant.now()));
    }

    private static String phone(Persons person) {
        var token = "token" + UUID.randomUUID().toString().replace("-", "");
        person.calls()
                .body(Map.of("provider", "FCM", "token", token))
                .put("/v1/push-endpoints/" + UUID.randomUUID())
                .then()
                .statusCode(200);
        return token;
    }

    private static List<DataDisclosed> disclosures(Persons person) {
        return Bus.events(
                Topics.DISCLOSURE_EVENTS, person.accountId().toString(), DataDisclosed.class);
    }

    @Test
    void whatAProviderLearnsIsSaidOnceADayHoweverManyPushesAndPhones() {
        var person = Persons.notifiable("en");
        var first = phone(person);
        alert(person);
        patiently().until(() -> Doubles.pushed(first).size() == 1);
        var second = phone(person);

        alert(person);
        patiently().until(() -> Doubles.pushed(second).size() == 1);

        patiently().until(() -> Doubles.pushed(first).size() == 2);
        patiently().until(() -> disclosures(person).size() == 1);
        var said = disclosures(person).getFirst();
        assertThat(said.recipient()).isEqualTo("push-google");
        assertThat(said.purpose()).isEqualTo("PU-3");
        assertThat(said.categories()).containsExactlyInAnyOrder("phone", "message");
        database.update(
                "UPDATE push_endpoint SET disclosed_on = disclosed_on - 1 WHERE account_id = ?",
                person.accountId());

        alert(person);

        patiently().until(() -> Doubles.pushed(first).size() == 3);
        patiently().until(() -> disclosures(person).size() == 2);
    }

    @Test
    void whoIsNotInTheRegisterReceivesNothing() {
        var person = Persons.notifiable("en");
        var token = phone(person);
        var register = new Register(database);
        register.remove(PushRecipients.GOOGLE);

        alert(person);
        patiently().until(() -> Mails.to(person.email()).size() == 2);
        patiently().until(() -> pushState(person).equals("SENT"));

        assertThat(Doubles.pushed(token)).isEmpty();
        assertThat(disclosures(person)).isEmpty();
        assertThat(person.inboxSize()).isEqualTo(2);
    }

    @Test
    void whatIsHeardLateOfTheRegisterChangesNothing() {
        var register = new Register(database);
        var before = Instant.now().minusSeconds(3600);

        Register.say(PushRecipients.GOOGLE, RecipientsChanged.Change.REMOVED, before);
        Register.say("push-nobody", RecipientsChanged.Change.CHANGED, Instant.now());
        register.complete();

        assertThat(register.receives(PushRecipients.GOOGLE)).isTrue();
        assertThat(register.receives("push-nobody")).isFalse();
    }

    @Test
    void theHealthPageSaysWhomTheRegisterHas() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        "checks.find { it.name == 'push' }.data.registered",
                        containsString("push-google"));
    }

    private String pushState(Persons person) {
        return database.first(
                        "SELECT state FROM message WHERE account_id = ? AND channel = 'PUSH'",
                        row -> row.getString("state"),
                        person.accountId())
                .orElse("none");
    }
}
