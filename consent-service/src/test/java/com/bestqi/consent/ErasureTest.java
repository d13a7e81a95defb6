package com.bestqi.consent;

import static com.bestqi.consent.Persons.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DataDisclosed;
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
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("AC-5")
@Tag("RI-3")
class ErasureTest {
    @Inject Database database;

    @Test
    void everythingAboutThePersonGoesAndTheCountsAreExact() throws Exception {
        var person = Persons.registered();
        var other = Persons.registered();
        for (var each : List.of(person, other)) {
            set(each, "camera", "{\"granted\": true}");
            set(each, "geofence", "{\"granted\": true, \"notice\": \"geofence@1\"}");
            set(each, "camera", "{\"granted\": false}");
        }
        as(person)
                .header("Idempotency-Key", "once")
                .body("{}")
                .post("/v1/policies/1.0/acceptance")
                .then()
                .statusCode(200);

        for (var each : List.of(person, other)) {
            as(each).body("{\"allowed\": false}")
                    .put("/v1/consents/camera/installations/" + UUID.randomUUID())
                    .then()
                    .statusCode(200);
            Bus.publish(
                    new DataDisclosed(
                            each,
                            UUID.randomUUID(),
                            "google-maps",
                            "PU-1",
                            Set.of("location"),
                            Instant.now()));
            await().until(() -> as(each).get("/v1/disclosures").<List<?>>path("items").size() == 1);
        }
        as(person).post("/v1/policies/1.0/objection").then().statusCode(200);

        var statement = erase(person);

        assertThat(statement.complete()).isTrue();
        assertThat(statement.keyDestroyed()).isTrue();
        assertThat(erased(statement))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "consent_entry",
                                3L,
                                "disclosure",
                                1L,
                                "phone_permission",
                                1L,
                                "policy_acceptance",
                                1L,
                                "policy_objection",
                                1L,
                                "policy_notice",
                                0L,
                                "part_erasure",
                                0L,
                                "idempotent_answer",
                                1L));
        assertThat(CanarySearch.find(database, person.toString()))
                .containsExactlyInAnyOrder("data_subject.account_id", "erasure_task.account_id");
        as(other).get("/v1/consents").then().body("revision", equalTo(3));
    }

    @Test
    @Tag("RT-2")
    void lateWritesAreRefusedAndNothingComesBack() throws Exception {
        var person = Persons.registered();
        erase(person);

        as(person).body("{\"granted\": true}").put("/v1/consents/camera").then().statusCode(410);
        as(person).body("{}").post("/v1/policies/1.0/acceptance").then().statusCode(410);
        as(person).get("/v1/consents").then().statusCode(410);
        as(person).header("Sec-GPC", "1").get("/v1/consents").then().statusCode(410);
        as(person).get("/v1/disclosures").then().statusCode(410);
        as(person).body("{\"key\": \"camera\"}").post("/v1/decisions").then().statusCode(410);
        Bus.publish(Persons.registration(person));
        Persons.registered();

        assertThat(
                        database.query(
                                "SELECT version FROM policy_acceptance WHERE account_id = ?",
                                rows -> rows.getString("version"),
                                person))
                .isEmpty();
    }

    private static void set(UUID person, String key, String body) {
        as(person).body(body).put("/v1/consents/" + key).then().statusCode(200);
    }

    private static OutcomeStatement erase(UUID person) throws Exception {
        Bus.publish(
                new SubjectDirective(
                        person, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, Instant.now()));
        await().until(() -> !outcomes(person).isEmpty());
        var signed = outcomes(person).getFirst().statement();
        var verified =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(Certificate.OUTCOME_TYPE, signed)
                        .orElseThrow();
        return ProofJson.MAPPER.readValue(verified.payload(), OutcomeStatement.class);
    }

    private static List<DirectiveOutcome> outcomes(UUID person) {
        return Bus.events(Topics.DIRECTIVE_OUTCOMES, person.toString(), DirectiveOutcome.class);
    }

    private static Map<String, Long> erased(OutcomeStatement statement) {
        return statement.stores().stream()
                .collect(
                        Collectors.toMap(
                                OutcomeStatement.StoreOutcome::store,
                                OutcomeStatement.StoreOutcome::erased));
    }
}
