package com.bestqi.notification;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of messages to somebody who has restricted processing, and every route. */
@ServiceTest
@Tag("RI-4")
class RestrictedModeTest {
    /** What stays open, and why. A route that is added must be reviewed here. */
    private static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("GET /v1/notifications", "own data"),
                    Map.entry("GET /v1/notifications/stream", "own data"),
                    Map.entry("PUT /v1/notifications/{id}/read", "own data"),
                    Map.entry("GET /v1/notification-preferences", "own data"),
                    Map.entry("PUT /v1/notification-preferences", "a correction of one's choices"),
                    Map.entry("POST /v1/unsubscriptions/{token}", "fewer messages are wanted"),
                    Map.entry("DELETE /v1/push-endpoints/{installationId}", "a withdrawal"),
                    Map.entry(
                            "POST /internal/mails", "the certificate of an erasure; keeps nothing"),
                    Map.entry("POST /internal/bounces", "a correction: an address is none"),
                    Map.entry(
                            "POST /v1/admin/announcements",
                            "about everybody; each person is judged when they are told"),
                    Map.entry("GET /v1/admin/announcements/{id}", "counts, about nobody"),
                    Map.entry("GET /v1/admin/notification/dead-letters", "says nobody's name"),
                    Map.entry(
                            "POST /v1/admin/notification/dead-letters/{id}/replay",
                            "judged again when it is sent"));

    /** What is refused, and tried below. */
    private static final Set<String> CLOSED = Set.of("PUT /v1/push-endpoints/{installationId}");

    private static final Instant UNTIL = Instant.parse("2027-03-01T08:30:00Z");

    @Inject Subjects subjects;
    @Inject Database database;

    @Test
    void everyRouteIsReviewed() {
        var reviewed = new HashSet<>(CLOSED);
        reviewed.addAll(OPEN.keySet());
        assertThat(reviewed).containsExactlyInAnyOrderElementsOf(Restrictions.routes());
    }

    @Test
    @Tag("PM-6")
    void noPhoneIsTakenOnMeanwhile() {
        var person = restricted("Ada", "en");

        person.calls()
                .body("{\"provider\":\"FCM\",\"token\":\"a-token-of-a-restricted-person\"}")
                .put("/v1/push-endpoints/" + UUID.randomUUID())
                .then()
                .statusCode(423)
                .body("type", equalTo("urn:problem:processing-restricted"));
    }

    @Test
    void theEndOfARestrictionIsToldAndNothingElseIs() {
        var person = restricted("Ada", "en");

        Bus.publish(Persons.registration(person.accountId()));
        Bus.publish(lifting(person));

        patiently().until(() -> Mails.to(person.email()).size() == 1);
        var mail = Mails.to(person.email()).getFirst();
        assertThat(mail.subject()).isEqualTo("The restriction of your data ends soon");
        assertThat(mail.text()).contains("March 1, 2027").contains("8:30");
        person.calls()
                .get("/v1/notifications")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("RESTRICTION_LIFTING"))
                .body("items[0].body", containsString("March 1, 2027"));
        assertThat(templates(person)).containsExactly("restriction-lifting");
    }

    @Test
    void everyRestrictionIsToldOfButEachOnlyOnce() {
        var person = restricted("Ada", "de");
        var first = lifting(person);

        Bus.publish(first);
        Bus.publish(first);
        Bus.publish(lifting(person));

        patiently().until(() -> person.inboxSize() == 2);
        patiently().until(() -> Mails.to(person.email()).size() == 2);
        assertThat(Mails.to(person.email()).getFirst().text()).contains("1. März 2027");
    }

    @Test
    void whatWasWaitingIsWithheld() {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), "503");
        Bus.publish(Persons.registration(person.accountId()));
        patiently().until(() -> Doubles.asked(person.accountId()) >= 2);

        Bus.publish(Restrictions.everything(person.accountId(), 1));

        patiently().until(() -> states(person).equals(List.of("WITHHELD")));
        Doubles.contact(person.accountId(), Persons.contact(person.email(), "Ada", "en"));
        assertThat(person.inboxSize()).isZero();
        assertThat(Mails.to(person.email())).isEmpty();
    }

    @Test
    void aRequestWithoutWhatItsWordsNeedIsParked() {
        var person = Persons.unknown();

        Bus.publish(
                new MessageRequested(
                        person.accountId(),
                        UUID.randomUUID(),
                        "restriction-lifting",
                        Map.of("until", "soon", "requestId", "1"),
                        UNTIL));

        patiently()
                .until(() ->
                        database.first(
                                                "SELECT count(*) AS n FROM parked_event WHERE key ="
                                                        + " ?",
                                                rows -> rows.getInt("n"),
                                                person.accountId().toString())
                                        .orElse(0)
                                == 1);
        assertThat(templates(person)).isEmpty();
    }

    private Persons restricted(String name, String language) {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), Persons.contact(person.email(), name, language));
        Bus.publish(Restrictions.everything(person.accountId(), 1));
        patiently()
                .until(() ->
                        subjects.state(person.accountId()) == Subjects.State.LIVE
                                && !subjects.live(person.accountId()).restrictions().isEmpty());
        return person;
    }

    private static MessageRequested lifting(Persons person) {
        return new MessageRequested(
                person.accountId(),
                UUID.randomUUID(),
                "restriction-lifting",
                Map.of("requestId", UUID.randomUUID().toString(), "until", UNTIL.toString()),
                Instant.now());
    }

    private List<String> states(Persons person) {
        return column(person, "state");
    }

    private List<String> templates(Persons person) {
        return column(person, "template");
    }

    private List<String> column(Persons person, String name) {
        return database.query(
                "SELECT " + name + " AS value FROM message WHERE account_id = ?",
                rows -> rows.getString("value"),
                person.accountId());
    }
}
