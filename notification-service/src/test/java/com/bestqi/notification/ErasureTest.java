package com.bestqi.notification;

import static com.bestqi.notification.Persons.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.ParticipantKeys;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@ServiceTest
@Tag("AC-5")
@Tag("RI-3")
class ErasureTest {
    @Inject Database database;

    @Test
    void everythingAboutThePersonGoesAndTheCountsAreExact() throws Exception {
        var person = Persons.welcomed();
        var other = Persons.welcomed();

        var statement = erase(person.accountId());

        assertThat(statement.complete()).isTrue();
        assertThat(statement.keyDestroyed()).isTrue();
        assertThat(
                        statement.stores().stream()
                                .filter(store -> store.erased() > 0)
                                .collect(
                                        Collectors.toMap(
                                                OutcomeStatement.StoreOutcome::store,
                                                OutcomeStatement.StoreOutcome::erased)))
                .isEqualTo(Map.of("contact", 1L, "message", 1L, "notification", 1L));
        assertThat(CanarySearch.find(database, person.accountId().toString()))
                .containsExactlyInAnyOrder("data_subject.account_id", "erasure_task.account_id");
        assertThat(other.inboxSize()).isEqualTo(1);
    }

    @Test
    @Tag("RT-2")
    void nothingIsSentToOrStoredForSomebodyWhoIsErased() throws Exception {
        var person = Persons.unknown();
        Doubles.contact(person.accountId(), "503");
        Bus.publish(Persons.registration(person.accountId()));
        patiently().until(() -> Doubles.asked(person.accountId()) > 0);

        erase(person.accountId());
        Doubles.contact(person.accountId(), Persons.contact(person.email(), "Late", "en"));
        Bus.publish(Persons.registration(person.accountId()));
        Persons.welcomed();

        assertThat(Mails.to(person.email())).isEmpty();
        person.calls().get("/v1/notifications").then().statusCode(410);
        person.calls()
                .put("/v1/notifications/" + UUID.randomUUID() + "/read")
                .then()
                .statusCode(410);
        assertThat(
                        database.query(
                                "SELECT template FROM message WHERE account_id = ? UNION ALL"
                                        + " SELECT template FROM notification WHERE account_id = ?",
                                rows -> rows.getString("template"),
                                person.accountId(),
                                person.accountId()))
                .isEmpty();
    }

    @Test
    @Tag("SE-4")
    void noTextIsReadableInTheDatabaseAndNoneIsLogged() throws Exception {
        var name = "Canary-" + UUID.randomUUID();
        var person = Persons.registered(name, "fr");
        patiently().until(() -> person.inboxSize() == 1);
        patiently().until(() -> Mails.to(person.email()).size() == 1);

        for (var canary : List.of(name, person.email(), "BESTQI")) {
            assertThat(CanarySearch.find(database, canary)).as(canary).isEmpty();
        }
        assertThat(Files.readString(Doubles.LOG)).doesNotContain(name).doesNotContain("person-");
    }

    private static OutcomeStatement erase(UUID accountId) throws Exception {
        Bus.publish(
                new SubjectDirective(
                        accountId,
                        UUID.randomUUID(),
                        SubjectDirective.Kind.ERASE,
                        1,
                        Instant.now()));
        patiently().until(() -> !outcomes(accountId).isEmpty());
        var signed = outcomes(accountId).getFirst().statement();
        var verified =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(Certificate.OUTCOME_TYPE, signed)
                        .orElseThrow();
        return ProofJson.MAPPER.readValue(verified.payload(), OutcomeStatement.class);
    }

    private static List<DirectiveOutcome> outcomes(UUID accountId) {
        return Bus.events(Topics.DIRECTIVE_OUTCOMES, accountId.toString(), DirectiveOutcome.class);
    }
}
