package com.bestqi.notification.announcement;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of the policy on its way to everybody; five people at a time in this module. */
@ServiceTest
@Tag("PO-1")
class AnnouncementTest {
    private static final Instant WHEN = Instant.parse("2027-03-01T12:00:00Z");
    private static final int SOME = 7;

    @Inject AnnouncementService announcements;
    @Inject Database database;

    /** What is announced to everybody would go on into every other test. */
    @AfterEach
    void tidy() {
        database.update("DELETE FROM announcement");
    }

    private static PolicyAnnounced change(String... purposes) {
        return new PolicyAnnounced(
                "2-" + UUID.randomUUID(),
                UUID.randomUUID(),
                true,
                List.of(purposes),
                Instant.now(),
                WHEN);
    }

    private static List<Persons> people() {
        var people =
                IntStream.range(0, SOME).mapToObj(_ -> Persons.registered("Ada", "en")).toList();
        people.forEach(person -> patiently().until(() -> person.inboxSize() >= 0));
        return people;
    }

    private static ValidatableResponse inbox(Persons person, String languages) {
        return person.calls()
                .header("Accept-Language", languages)
                .get("/v1/notifications")
                .then()
                .statusCode(200);
    }

    private long notices(PolicyAnnounced change, Persons person) {
        return database.first(
                        "SELECT count(*) AS n FROM notification"
                                + " WHERE announcement_id = ? AND account_id = ?",
                        rows -> rows.getLong("n"),
                        change.announcementId(),
                        person.accountId())
                .orElseThrow();
    }

    private static List<NoticeDelivered> evidence(PolicyAnnounced change, Persons person) {
        return Bus.events(
                        Topics.NOTICE_DELIVERIES,
                        person.accountId().toString(),
                        NoticeDelivered.class)
                .stream()
                .filter(event -> event.announcementId().equals(change.announcementId()))
                .toList();
    }

    private void assertToldOnce(PolicyAnnounced change, List<Persons> people) {
        for (var person : people) {
            patiently().until(() -> notices(change, person) == 1);
            patiently().untilAsserted(() -> assertThat(evidence(change, person)).hasSize(1));
            assertThat(evidence(change, person).getFirst().channel()).isEqualTo("inbox");
        }
    }

    @Test
    @Tag("PU-6")
    void everybodyIsToldOnceWithTheChoicesTheyHave() {
        var people = people();
        var change = change("PU-4b");

        var id = Bus.publish(change);
        assertToldOnce(change, people);
        Bus.publish(id, change);
        Bus.publish(change);
        var fence = Persons.welcomed();
        assertToldOnce(change, List.of(fence));

        assertToldOnce(change, people);
        inbox(people.getFirst(), "en")
                .body("items.kind", hasItem("PURPOSE_CHANGE"))
                .body(
                        "items.find { it.kind == 'PURPOSE_CHANGE' }.body",
                        containsString("we ask you again"))
                .body("items.find { it.kind == 'PURPOSE_CHANGE' }.readAt", nullValue());
        var notice =
                inbox(people.getFirst(), "en")
                        .extract()
                        .<String>path("items.find { it.kind == 'PURPOSE_CHANGE' }.notificationId");
        people.getFirst()
                .calls()
                .put("/v1/notifications/" + notice + "/read")
                .then()
                .statusCode(204);
        people.getLast()
                .calls()
                .put("/v1/notifications/" + notice + "/read")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT, en;q=0.5 | Unsere Datenschutzerklärung ändert sich am 1. März 2027",
                "es | Nuestra política de privacidad cambia el 1 de marzo de 2027",
                "pt, fr;q=0.3 | Notre politique de confidentialité change le 1 mars 2027",
                "zh-Hant | 2027年3月1日",
                "tlh | Our privacy policy changes on March 1, 2027",
                "%%% | Our privacy policy changes on March 1, 2027"
            })
    void theWordsAreInTheReadersLanguage(String languages, String title) {
        var person = Persons.registered("Ada", "en");
        patiently().until(() -> person.inboxSize() >= 0);
        var change = change();
        Bus.publish(change);
        patiently().until(() -> notices(change, person) == 1);

        inbox(person, languages)
                .body("items.find { it.kind == 'POLICY_CHANGE' }.title", containsString(title))
                .body(
                        "items.find { it.kind == 'POLICY_CHANGE' }.body",
                        containsString(change.version()));
    }

    @Test
    void whoJoinsMeanwhileIsToldToo() {
        var change = change();
        Bus.publish(change);
        var fence = Persons.registered("Ada", "en");
        assertToldOnce(change, List.of(fence));

        var newcomer = Persons.registered("Eve", "en");

        assertToldOnce(change, List.of(newcomer));
    }

    @Test
    @Tag("F6")
    void howeverManyReplicasTellEverybodyIsToldOnce() throws Exception {
        var people = people();
        var change = change();
        Bus.publish(change);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds =
                    IntStream.range(0, 40)
                            .<Callable<Boolean>>mapToObj(_ -> announcements::tellSome)
                            .toList();
            var done = new ArrayList<Boolean>();
            for (var one : threads.invokeAll(rounds)) {
                done.add(one.get());
            }
            assertThat(done).hasSize(40);
        }

        assertToldOnce(change, people);
    }

    @Test
    @Tag("F2")
    void aChunkThatDiesLeavesNothingAndIsToldByTheNext() {
        var people = people();
        var change = change();
        QuarkusTransaction.requiringNew().run(() -> announcements.announce(change));

        for (int i = 0; i < 3; i++) {
            QuarkusTransaction.begin();
            announcements.tellSome();
            QuarkusTransaction.rollback();
        }

        assertToldOnce(change, people);
    }

    @Test
    @Tag("RI-3")
    @Tag("RI-4")
    void whoIsErasedIsNotToldAndWhoRestrictedProcessingIs() {
        var erased = Persons.welcomed();
        var restricted = Persons.welcomed();
        Bus.publish(Restrictions.everything(restricted.accountId(), 1));
        Bus.publish(
                new SubjectDirective(
                        erased.accountId(),
                        UUID.randomUUID(),
                        SubjectDirective.Kind.ERASE,
                        1,
                        List.of(),
                        Instant.now()));
        patiently().until(() -> erased.calls().get("/v1/notifications").statusCode() == 410);
        var change = change();

        Bus.publish(change);

        assertToldOnce(change, List.of(restricted));
        assertThat(notices(change, erased)).isZero();
        assertThat(evidence(change, erased)).isEmpty();
    }

    @Test
    void whatHasComeTrueIsToldNoMoreButToWhoStillAcceptedTheOldVersion() {
        var change = change();
        Bus.publish(change);
        var before = Persons.registered("Ada", "en");
        assertToldOnce(change, List.of(before));
        var inForce = Instant.now();
        Bus.publish(new PolicyInForce(change.version(), inForce));
        patiently()
                .until(() ->
                        database.first(
                                        "SELECT closed_at FROM announcement WHERE announcement_id ="
                                                + " ?",
                                        rows -> Database.instant(rows, "closed_at") != null,
                                        change.announcementId())
                                .orElseThrow());

        var late = Persons.unknown();
        Bus.publish(registration(late, "1.0", inForce.plusMillis(300)));
        assertToldOnce(change, List.of(late));
        var accepted = Persons.unknown();
        Bus.publish(registration(accepted, change.version(), inForce.plusSeconds(1)));
        var muchLater = Persons.unknown();
        Bus.publish(registration(muchLater, "1.0", inForce.plusSeconds(600)));
        for (var person : List.of(accepted, muchLater)) {
            patiently().until(() -> person.calls().get("/v1/notifications").statusCode() == 200);
            assertThat(notices(change, person)).isZero();
        }
    }

    private static AccountRegistered registration(Persons person, String version, Instant at) {
        return new AccountRegistered(person.accountId(), "eu", version, "de", "registration", at);
    }

    @Test
    void anEditorialChangeSaysThatItIsOne() {
        var person = Persons.registered("Ada", "en");
        patiently().until(() -> person.inboxSize() >= 0);
        var change =
                new PolicyAnnounced(
                        "2-" + UUID.randomUUID(),
                        UUID.randomUUID(),
                        false,
                        List.of(),
                        Instant.now(),
                        WHEN);

        Bus.publish(change);
        assertToldOnce(change, List.of(person));

        inbox(person, "en")
                .body(
                        "items.find { it.kind == 'POLICY_CHANGE' }.body",
                        containsString("Only its words change"))
                .body("items.kind.count { it == 'POLICY_CHANGE' }", equalTo(1));
    }

    private static RecipientsChanged recipient(RecipientsChanged.Change change, String kind) {
        return new RecipientsChanged(
                "post-" + UUID.randomUUID(), change, kind, "JP", Instant.now());
    }

    private static List<String> kinds(Persons person) {
        return inbox(person, "en").extract().path("items.kind");
    }

    @Test
    @Tag("SH-1")
    @Tag("SH-4")
    void everybodyIsToldOnceOfANewRecipient() {
        var people = people();
        var added = recipient(RecipientsChanged.Change.ADDED, "SERVICE_PROVIDER");

        var id = Bus.publish(added);
        Bus.publish(id, added);
        Bus.publish(added);
        Bus.publish(recipient(RecipientsChanged.Change.CHANGED, "SERVICE_PROVIDER"));
        Bus.publish(recipient(RecipientsChanged.Change.REMOVED, "SERVICE_PROVIDER"));
        for (var person : people) {
            patiently().until(() -> kinds(person).contains("POLICY_CHANGE"));
        }
        Bus.publish(recipient(RecipientsChanged.Change.ADDED, "SUCCESSOR"));
        for (var person : people) {
            patiently().until(() -> kinds(person).contains("OWNERSHIP_CHANGE"));
            assertThat(kinds(person)).containsOnlyOnce("POLICY_CHANGE", "OWNERSHIP_CHANGE");
        }
        inbox(people.getFirst(), "de")
                .body(
                        "items.find { it.kind == 'POLICY_CHANGE' }.body",
                        containsString("in diesem Land: Japan"))
                .body(
                        "items.find { it.kind == 'POLICY_CHANGE' }.title",
                        equalTo("Jemand Neues erhält personenbezogene Daten"));
    }

    /** However long the first round takes: whoever came behind it is found by the next. */
    @Test
    @Tag("PU-6")
    void whoCameBehindALongFirstRoundIsToldToo() {
        var passedBy = Persons.welcomed();
        var announcementId = UUID.randomUUID();
        var longAgo = Instant.now().minusSeconds(3600);

        database.update(
                "INSERT INTO announcement (announcement_id, kind, template, parameters,"
                        + " announced_at, told_up_to, due_at) VALUES (?, 'POLICY_CHANGE',"
                        + " 'recipient-added', '{\"country\":\"JP\"}', ?,"
                        + " 'ffffffff-ffff-ffff-ffff-ffffffffffff', ?)",
                announcementId,
                longAgo,
                longAgo);

        patiently().until(() -> kinds(passedBy).contains("POLICY_CHANGE"));
        patiently().until(() -> open() == 0);
    }

    @Test
    @Tag("SH-1")
    void whoComesLaterReadsTheRegisterInstead() {
        var old =
                new RecipientsChanged(
                        "post-" + UUID.randomUUID(),
                        RecipientsChanged.Change.ADDED,
                        "SERVICE_PROVIDER",
                        "JP",
                        Instant.now().minusSeconds(3600));
        var before = Persons.welcomed();

        Bus.publish(old);
        patiently().until(() -> kinds(before).contains("POLICY_CHANGE"));
        patiently().until(() -> open() == 0);

        assertThat(kinds(Persons.welcomed())).doesNotContain("POLICY_CHANGE");
    }

    private long open() {
        return database.first(
                        "SELECT count(*) AS n FROM announcement WHERE closed_at IS NULL",
                        rows -> rows.getLong("n"))
                .orElseThrow();
    }
}
