package com.bestqi.notification.announcement;

import static com.bestqi.notification.Persons.patiently;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What staff have everybody told, and what becomes of mails that do not go. */
@ServiceTest
@Tag("PU-6")
class AnnouncementAdminTest {
    private static final String PATH = "/v1/admin/announcements";
    private static final String LETTERS = "/v1/admin/notification/dead-letters";

    @Inject Database database;

    @AfterEach
    void tidy() {
        database.update("UPDATE announcement SET closed_at = now() WHERE closed_at IS NULL");
    }

    private static RequestSpecification staff(String role) {
        return given().auth().oauth2(Tokens.staff(role)).contentType(ContentType.JSON);
    }

    private static String breach(String title) {
        return staff("privacy-officer")
                .body(
                        "{\"kind\":\"BREACH\",\"title\":{\"en\":\"%s\"},\"body\":{\"en\":\"Read on.\"}}"
                                .formatted(title))
                .post(PATH)
                .then()
                .statusCode(202)
                .extract()
                .path("announcementId");
    }

    @Test
    void progressIsSeenByChannel() {
        var person = Persons.welcomed();
        var id = breach("Breach " + person.accountId());

        patiently()
                .untilAsserted(() ->
                        staff("privacy-officer")
                                .get(PATH + "/" + id)
                                .then()
                                .statusCode(200)
                                .body("state", equalTo("TOLD"))
                                .body("progress.MAIL.pending", equalTo(0))
                                .body("progress.MAIL.delivered", greaterThanOrEqualTo(1))
                                .body("progress.INBOX.delivered", greaterThanOrEqualTo(1))
                                .body("title.en", equalTo("Breach " + person.accountId())));
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        var officer = UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        var answers = new HashSet<String>();
        for (int i = 0; i < 2; i++) {
            answers.add(
                    given().auth()
                            .oauth2(Tokens.staff(officer, "privacy-officer"))
                            .contentType(ContentType.JSON)
                            .header("Idempotency-Key", key)
                            .body(
                                    "{\"kind\":\"SERVICE\",\"title\":{\"en\":\"once\"},\"body\":{\"en\":\"b\"}}")
                            .post(PATH)
                            .then()
                            .statusCode(202)
                            .body("title.en", equalTo("once"))
                            .extract()
                            .path("announcementId"));
        }
        assertThat(answers).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "privacy-officer, 202",
        "policy-editor, 202",
        "support-agent, 403",
        "auditor, 403",
        "user, 403"
    })
    @Tag("SE-1")
    void onlyWhoMayAnnounces(String role, int status) {
        staff(role)
                .body("{\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\"},\"body\":{\"en\":\"b\"}}")
                .post(PATH)
                .then()
                .statusCode(status);
        given().contentType(ContentType.JSON).body("{}").post(PATH).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"kind\":\"ALERT\",\"title\":{\"en\":\"t\"},\"body\":{\"en\":\"b\"}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"de\":\"t\"},\"body\":{\"de\":\"b\"}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\"},\"body\":{\"en\":\"b\",\"de\":\"b\"}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\",\"tlh\":\"t\"},\"body\":{\"en\":\"b\",\"tlh\":\"b\"}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\\r\\nBcc: all@example.com\"},\"body\":{\"en\":\"b\"}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\" \"},\"body\":{\"en\":\"b\"}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\"},\"body\":{}}",
                "400 | {\"kind\":\"SERVICE\",\"title\":\"t\",\"body\":\"b\"}",
                "400 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\"},\"body\":{\"en\":\"b\"},\"to\":\"all\"}",
                "422 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\"},\"body\":{\"en\":\"b\"},\"policyVersion\":\"2.0\"}",
                "422 | {\"kind\":\"SERVICE\",\"title\":{\"en\":\"t\"},\"body\":{\"en\":\"b\"},\"effectiveAt\":\"2020-01-01T00:00:00Z\"}"
            })
    void badAnnouncementsTellNobody(int status, String body) {
        long before = announcements();

        staff("privacy-officer")
                .body(body)
                .post(PATH)
                .then()
                .statusCode(status)
                .contentType("application/problem+json");

        assertThat(announcements()).isEqualTo(before);
    }

    @Test
    void tooLongATitleIsRefused() {
        staff("privacy-officer")
                .body(
                        "{\"kind\":\"SERVICE\",\"title\":{\"en\":\"%s\"},\"body\":{\"en\":\"b\"}}"
                                .formatted("t".repeat(201)))
                .post(PATH)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "x"})
    void anAnnouncementThatIsNoneIsNotFound(String id) {
        staff("privacy-officer").get(PATH + "/" + id).then().statusCode(404);
    }

    private long announcements() {
        return database.first("SELECT count(*) AS n FROM announcement", row -> row.getLong("n"))
                .orElseThrow();
    }

    @Test
    @Tag("PU-3")
    void anAddressThatChangesIsAskedForAgain() {
        var person = Persons.welcomed();
        var asked = Doubles.asked(person.accountId());
        breach("First " + person.accountId());
        patiently().until(() -> Mails.to(person.email()).size() == 2);
        assertThat(Doubles.asked(person.accountId())).isEqualTo(asked);
        var moved = "moved-" + person.email();
        Doubles.contact(person.accountId(), Persons.contact(moved, "Ada", "de"));

        Bus.publish(new AccountUpdated(person.accountId(), Set.of("email"), Instant.now()));
        patiently().until(() -> contacts(person) == 0);
        breach("Second " + person.accountId());

        patiently().until(() -> Mails.to(moved).size() == 1);
        assertThat(Mails.to(person.email())).hasSize(2);
        assertThat(Doubles.asked(person.accountId())).isEqualTo(asked + 1);
    }

    private long contacts(Persons person) {
        return database.first(
                        "SELECT count(*) AS n FROM contact"
                                + " WHERE account_id = ? AND email IS NOT NULL",
                        row -> row.getLong("n"),
                        person.accountId())
                .orElseThrow();
    }

    @Test
    @Tag("F13")
    void whatDidNotGoIsSeenByStaffAndTriedAgain() {
        var person = Persons.welcomed();
        var messageId =
                database.first(
                                "UPDATE message SET state = 'DOUBTFUL', settled_at = now()"
                                        + " WHERE account_id = ? RETURNING message_id",
                                row -> row.getObject("message_id", UUID.class),
                                person.accountId())
                        .orElseThrow();

        staff("auditor")
                .get(LETTERS)
                .then()
                .statusCode(200)
                .body("items[0].messageId", equalTo(messageId.toString()))
                .body("items[0].state", equalTo("DOUBTFUL"))
                .body("items[0].channel", equalTo("MAIL"));
        staff("support-agent").get(LETTERS).then().statusCode(403);
        staff("privacy-officer").post(LETTERS + "/" + messageId + "/replay").then().statusCode(202);

        patiently().until(() -> Mails.to(person.email()).size() == 2);
        patiently()
                .until(() ->
                        staff("privacy-officer")
                                        .post(LETTERS + "/" + messageId + "/replay")
                                        .statusCode()
                                == 409);
        assertThat(person.inboxSize()).isEqualTo(1);
        staff("privacy-officer")
                .post(LETTERS + "/" + UUID.randomUUID() + "/replay")
                .then()
                .statusCode(404);
    }
}
