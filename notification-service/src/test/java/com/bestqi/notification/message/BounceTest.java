package com.bestqi.notification.message;

import static com.bestqi.notification.Persons.patiently;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that come back after the mail server had taken them. */
@ServiceTest
@Tag("PU-3")
class BounceTest {
    private static final String PATH = "/internal/bounces";
    private static final Pattern RETURN_PATH = Pattern.compile("Return-Path: <([^>]+)>");

    @Inject Database database;

    private static RequestSpecification relay() {
        return given().auth().oauth2(Tokens.service()).contentType(ContentType.JSON);
    }

    private static int bounce(String wayBack, String status) {
        return relay().body(Map.of("returnPath", wayBack, "status", status))
                .post(PATH)
                .statusCode();
    }

    private static String wayBack(Persons person) {
        var found = RETURN_PATH.matcher(Mails.to(person.email()).getFirst().raw());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String state(Persons person) {
        return database.first(
                        "SELECT state FROM message WHERE account_id = ?",
                        row -> row.getString("state"),
                        person.accountId())
                .orElse("none");
    }

    private boolean bounced(Persons person) {
        return database.first(
                        "SELECT bounced_at FROM contact WHERE account_id = ?",
                        row -> Database.instant(row, "bounced_at") != null,
                        person.accountId())
                .orElse(false);
    }

    private Persons mailed() {
        var person = Persons.welcomed();
        patiently().until(() -> state(person).equals("SENT"));
        return person;
    }

    @Test
    void whatComesBackForGoodIsRefusedAndItsAddressIsLeftAlone() {
        var person = mailed();
        var wayBack = wayBack(person);
        assertThat(wayBack)
                .matches("bounces\\+[0-9a-f]{52}@bestqi\\.example")
                .doesNotContain(person.accountId().toString());

        assertThat(bounce(wayBack.toUpperCase(Locale.ROOT), "5.1.1")).isEqualTo(204);

        assertThat(state(person)).isEqualTo("REFUSED");
        assertThat(bounced(person)).isTrue();
        assertThat(bounce(wayBack, "5.1.1")).isEqualTo(204);
    }

    @Test
    void aDelayChangesNothing() {
        var person = mailed();

        assertThat(bounce(wayBack(person), "4.4.1")).isEqualTo(204);

        assertThat(state(person)).isEqualTo("SENT");
        assertThat(bounced(person)).isFalse();
    }

    @Test
    void anAddressThatWasLeftSinceIsNotMeant() {
        var person = mailed();
        var wayBack = wayBack(person);
        Doubles.contact(person.accountId(), Persons.contact("new-" + person.email(), "Ada", "en"));
        Bus.publish(new AccountUpdated(person.accountId(), Set.of("email"), Instant.now()));
        patiently().until(() -> bounce(wayBack, "5.1.1") == 404);

        assertThat(bounced(person)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bounces@bestqi.example",
                "bounces+12@bestqi.example",
                "bounces+0000000000000000000000000000000000000000000000000000@bestqi.example",
                "no-reply@bestqi.example"
            })
    void aWayBackThatIsNoneIsNotFound(String wayBack) {
        assertThat(bounce(wayBack, "5.1.1")).isEqualTo(404);
    }

    @Test
    @Tag("SE-1")
    void nobodyMakesUpAWayBack() {
        var person = mailed();
        var wayBack = wayBack(person);
        int last = wayBack.indexOf('@') - 1;
        char other = wayBack.charAt(last) == '0' ? '1' : '0';

        assertThat(
                        bounce(
                                wayBack.substring(0, last) + other + wayBack.substring(last + 1),
                                "5.1.1"))
                .isEqualTo(404);

        assertThat(state(person)).isEqualTo("SENT");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5.1.1",
        "'a b@x.example', 5.1.1",
        "a@x.example, 2.0.0",
        "a@x.example, '5.1.1 user unknown'",
        "a@x.example, ''"
    })
    void brokenReportsAreRefused(String wayBack, String status) {
        assertThat(bounce(wayBack, status)).isEqualTo(400);
    }

    @Test
    @Tag("SE-1")
    void onlyServicesReport() {
        var body = Map.of("returnPath", "bounces@bestqi.example", "status", "5.1.1");
        given().contentType(ContentType.JSON).body(body).post(PATH).then().statusCode(401);
        for (var token :
                new String[] {Tokens.user(UUID.randomUUID()), Tokens.staff("privacy-officer")}) {
            given().auth()
                    .oauth2(token)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(PATH)
                    .then()
                    .statusCode(403);
        }
    }
}
