package com.bestqi.notification.preference;

import static com.bestqi.notification.Persons.patiently;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.Tokens;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people want to be told, and by which channel. */
@ServiceTest
@Tag("PM-6")
class PreferenceTest {
    private static final String PREFERENCES = "/v1/notification-preferences";

    @Inject Database database;

    /** What is announced to everybody would go on into every other test. */
    @AfterEach
    void tidy() {
        database.update("UPDATE announcement SET closed_at = now() WHERE closed_at IS NULL");
    }

    /** Has staff announce something, and waits until all are told who are to be. */
    private static String announce(String kind, String title) {
        var id =
                given().auth()
                        .oauth2(Tokens.staff("privacy-officer"))
                        .contentType(ContentType.JSON)
                        .body(
                                Map.of(
                                        "kind",
                                        kind,
                                        "title",
                                        Map.of("en", title, "de", "Titel: " + title),
                                        "body",
                                        Map.of("en", "First.\n\nSecond <b>.", "de", "Erstens.")))
                        .post("/v1/admin/announcements")
                        .then()
                        .statusCode(202)
                        .body("kind", equalTo(kind))
                        .extract()
                        .<String>path("announcementId");
        patiently()
                .until(() ->
                        given().auth()
                                .oauth2(Tokens.staff("privacy-officer"))
                                .get("/v1/admin/announcements/" + id)
                                .path("state")
                                .equals("TOLD"));
        return id;
    }

    private static long mails(Persons person, String title) {
        return Mails.to(person.email()).stream()
                .filter(mail -> mail.subject().contains(title))
                .count();
    }

    private static boolean inInbox(Persons person, String title) {
        return person.calls()
                .get("/v1/notifications?limit=200")
                .jsonPath()
                .<String>getList("items.title")
                .contains(title);
    }

    @Test
    void everythingIsOnUntilItIsTurnedOff() {
        var person = Persons.welcomed();

        var all = person.calls().get(PREFERENCES).then().statusCode(200).extract().asString();

        person.calls()
                .get(PREFERENCES)
                .then()
                .body("items", hasSize(7))
                .body("items.find { it.kind == 'SERVICE' }.channels.MAIL", equalTo(true))
                .body("quietHours", nullValue());
        person.calls().body(all).put(PREFERENCES).then().statusCode(200);
        person.calls()
                .body(
                        """
                        {"items": [{"kind": "SERVICE", "channels": {"MAIL": false}},
                                   {"kind": "ALERT", "channels": {}}],
                         "quietHours": {"from": "22:00", "to": "07:00"}}\
                        """)
                .put(PREFERENCES)
                .then()
                .statusCode(200)
                .body("items.find { it.kind == 'SERVICE' }.channels.MAIL", equalTo(false))
                .body("items.find { it.kind == 'SERVICE' }.channels.INBOX", equalTo(true))
                .body("quietHours.to", equalTo("07:00"));
        person.calls()
                .get(PREFERENCES)
                .then()
                .body("items.find { it.kind == 'SERVICE' }.channels.MAIL", equalTo(false))
                .body("quietHours.from", equalTo("22:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"items\": null}",
                "{\"items\": [{\"kind\": \"NEWSLETTER\", \"channels\": {}}]}",
                "{\"items\": [{\"kind\": \"WELCOME\", \"channels\": {}}]}",
                "{\"items\": [{\"kind\": \"SERVICE\"}]}",
                "{\"items\": [{\"kind\": \"SERVICE\", \"channels\": {\"SMS\": true}}]}",
                "{\"items\": [{\"kind\": \"SERVICE\", \"channels\": {\"MAIL\": null}}]}",
                "{\"items\": [{\"kind\": \"SERVICE\", \"channels\": {\"MAIL\": \"false\"}}]}",
                "{\"items\": [{\"kind\": \"SERVICE\", \"channels\": {}}, {\"kind\": \"SERVICE\", \"channels\": {}}]}",
                "{\"items\": [], \"quietHours\": {\"from\": \"22:00\"}}",
                "{\"items\": [], \"quietHours\": {\"from\": \"24:00\", \"to\": \"07:00\"}}",
                "{\"items\": [], \"quietHours\": {\"from\": \"07:00\", \"to\": \"07:00\"}}",
                "{\"items\": [], \"language\": \"de\"}"
            })
    void badChoicesChangeNothing(String body) {
        var person = Persons.welcomed();
        var before = person.calls().get(PREFERENCES).asString();

        person.calls().body(body).put(PREFERENCES).then().statusCode(400);

        assertThat(person.calls().get(PREFERENCES).asString()).isEqualTo(before);
    }

    @Test
    void whatOneHasToKnowCannotBeTurnedOff() {
        var person = Persons.welcomed();

        person.calls()
                .body("{\"items\": [{\"kind\": \"BREACH\", \"channels\": {\"MAIL\": false}}]}")
                .put(PREFERENCES)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:channel-required"));
    }

    @Test
    @Tag("PU-3")
    void aNoticeOfTheServiceGoesToThoseAloneWhoWantToBeNotified() {
        var willing = Persons.notifiable("de");
        var unwilling = Persons.welcomed();
        var title = "Works on Sunday " + willing.accountId();

        announce("SERVICE", title);

        patiently().until(() -> mails(willing, title) == 1);
        assertThat(inInbox(willing, title)).isTrue();
        assertThat(inInbox(unwilling, title)).isFalse();
        assertThat(mails(unwilling, title)).isZero();
        var mail = Mails.to(willing.email()).getLast();
        assertThat(mail.subject()).startsWith("Titel: ");
        assertThat(mail.text()).contains("Erstens.").contains("Mitteilungen erlaubt");
        assertThat(mail.raw())
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                .contains("List-Unsubscribe: <https://gateway.example/v1/unsubscriptions/");
    }

    @Test
    @Tag("PU-3")
    void aBreachReachesEverybodyByMail() {
        var unwilling = Persons.welcomed();
        var title = "Lost backup " + unwilling.accountId();

        announce("BREACH", title);

        patiently().until(() -> mails(unwilling, title) == 1);
        assertThat(inInbox(unwilling, title)).isTrue();
        var mail = Mails.to(unwilling.email()).getLast();
        assertThat(mail.raw()).doesNotContain("List-Unsubscribe");
        assertThat(mail.html()).contains("Second &lt;b&gt;.");
        assertThat(mail.text()).contains("wrong hands");
    }

    @Test
    @Tag("PO-1")
    void aChangeOfThePolicyIsMailedOnlyWhileTheSwitchIsOn() {
        var unwilling = Persons.welcomed();
        var willing = Persons.notifiable("en");
        var title = "New policy " + willing.accountId();

        announce("POLICY_CHANGE", title);

        patiently().until(() -> mails(willing, title) == 1);
        assertThat(inInbox(unwilling, title)).isTrue();
        assertThat(mails(unwilling, title)).isZero();
    }

    @Test
    void oneClickInAMailEndsMailsOfItsKind() {
        var person = Persons.notifiable("en");
        var first = "One " + person.accountId();
        announce("SERVICE", first);
        patiently().until(() -> mails(person, first) == 1);
        var link = link(Mails.to(person.email()).getLast());

        given().redirects()
                .follow(false)
                .get(link)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("No more mails of this kind?"));
        person.calls()
                .get(PREFERENCES)
                .then()
                .body("items.find { it.kind == 'SERVICE' }.channels.MAIL", equalTo(true));

        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(link)
                .then()
                .statusCode(200);
        given().accept(ContentType.JSON)
                .post(link)
                .then()
                .statusCode(200)
                .body("kind", equalTo("SERVICE"))
                .body("mail", equalTo(false));

        person.calls()
                .get(PREFERENCES)
                .then()
                .body("items.find { it.kind == 'SERVICE' }.channels.MAIL", equalTo(false))
                .body("items.find { it.kind == 'SERVICE' }.channels.INBOX", equalTo(true));
        var second = "Two " + person.accountId();
        announce("SERVICE", second);
        patiently().until(() -> inInbox(person, second));
        assertThat(mails(person, second)).isZero();
    }

    private static String link(Mails.Received mail) {
        var text = mail.text();
        var url = text.substring(text.indexOf("https://gateway.example")).strip();
        return URI.create(url.split("\\s")[0]).getPath();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "not%20base64",
                "..%2f..%2fq%2fhealth"
            })
    void aLinkOfNobodyIsNotFound(String token) {
        given().urlEncodingEnabled(false)
                .accept(ContentType.JSON)
                .post("/v1/unsubscriptions/" + token)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void nobodyWithoutALoginSeesOrChangesChoices() {
        given().get(PREFERENCES).then().statusCode(401);
        given().contentType(ContentType.JSON).body("{}").put(PREFERENCES).then().statusCode(401);
    }
}
