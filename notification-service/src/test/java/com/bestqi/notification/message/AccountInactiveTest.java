package com.bestqi.notification.message;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.test.Bus;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
@Tag("RT-2")
@Tag("PU-3")
class AccountInactiveTest {

    @ParameterizedTest
    @CsvSource({
        "en, Your account will be erased in 30 days, log in to the app",
        "de, Ihr Konto wird in 30 Tagen gelöscht, melden Sie sich",
        "es, Su cuenta se eliminará en 30 días, inicie sesión",
        "fr, Votre compte sera supprimé dans 30 jours, connectez-vous",
        "zh, 您的账户将在 30 天后删除, 登录一次应用"
    })
    void whoDoesNotUseTheirAccountIsWarnedByMailAndInbox(
            String language, String subject, String whatToDo) {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), Persons.contact(person.email(), "Ada", language));

        Bus.publish(
                new MessageRequested(
                        person.accountId(),
                        UUID.randomUUID(),
                        "account-inactive",
                        Map.of("until", "2026-12-22T10:00:00Z"),
                        Instant.parse("2026-11-22T10:00:00Z")));

        patiently().until(() -> Mails.to(person.email()).size() == 1);
        var mail = Mails.to(person.email()).getFirst();
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text().replaceAll("\\s+", " ")).contains(whatToDo);
        person.calls()
                .get("/v1/notifications")
                .then()
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("ACCOUNT_INACTIVE"))
                .body("items[0].title", equalTo(subject))
                .body("items[0].body", containsString(whatToDo));
    }
}
