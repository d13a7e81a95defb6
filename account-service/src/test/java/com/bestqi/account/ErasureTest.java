package com.bestqi.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.account.identity.LoginUsers;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class ErasureTest {
    @Inject Database database;
    @Inject Inventory inventory;
    @Inject SubjectKeys keys;
    @Inject LoginUsers users;

    @Test
    @Tag("RI-3")
    @Tag("AC-5")
    void everythingGoesTheKeycloakUserTooAndTheSignedCountsAreExact() throws Exception {
        var person = People.register();
        var other = People.register();
        var requestId = requestDeletion(person);

        var directive = erase(person.accountId(), requestId);
        var statement = statement(outcomes(directive, 1).getFirst());

        assertThat(statement.requestId()).isEqualTo(requestId);
        assertThat(statement.complete()).isTrue();
        assertThat(erased(statement))
                .containsEntry("account", 1L)
                .containsEntry("account_deletion", 1L)
                .containsEntry("keycloak-user", 1L)
                .containsEntry("email_change", 0L)
                .containsEntry("idempotent_answer", 0L);
        assertThat(rowsOf(person.accountId())).isZero();
        assertThat(users.exists(person.accountId())).isFalse();
        assertThat(Parts.canLogIn(person.email(), People.PASSWORD)).isFalse();
        assertThat(keys.destroyed(List.of(person.accountId()))).hasSize(1);
        // The account, and its last use once the event of its registration has come round.
        await().untilAsserted(() -> assertThat(rowsOf(other.accountId())).isEqualTo(2));
        assertThat(Parts.canLogIn(other.email(), People.PASSWORD)).isTrue();
        contact(person, 410);
        contact(other, 200);
    }

    @Test
    @Tag("RI-1")
    void whatIsExportedIsWhatThePersonSaid() {
        var person = People.register();

        var lines =
                given().auth()
                        .oauth2(Tokens.service())
                        .get("/internal/subjects/" + person.accountId() + "/export")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();

        var account =
                lines.lines()
                        .map(JsonPath::from)
                        .filter(line -> line.getString("store").equals("account"))
                        .findFirst()
                        .orElseThrow();
        for (var field : List.of("email", "username", "phone", "name", "nickname", "language")) {
            assertThat(account.getString("row." + field)).isEqualTo(person.said().get(field));
        }
    }

    @Test
    @Tag("RI-3")
    void aKeptAnswerOfTheRegistrationGoesToo() throws Exception {
        People.policyInForce();
        var body = People.registration();
        var id =
                given().contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(body)
                        .post("/v1/accounts")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("accountId");

        var statement =
                statement(outcomes(erase(UUID.fromString(id), UUID.randomUUID()), 1).getFirst());

        assertThat(erased(statement))
                .containsEntry("idempotent_answer", 1L)
                .containsEntry("account", 1L)
                .containsEntry("keycloak-user", 1L)
                .containsEntry("account_deletion", 0L);
    }

    @Test
    @Tag("RT-2")
    @Tag("RT-3")
    void theTombstoneRefusesAndAReplayBringsNothingBack() throws Exception {
        var person = People.register();
        var requestId = requestDeletion(person);
        var directive = erase(person.accountId(), requestId);
        var first = outcomes(directive, 1).getFirst();

        Bus.publish(directive);
        for (var told : Bus.read(Topics.ACCOUNT_EVENTS)) {
            if (person.accountId().toString().equals(told.key())) {
                Bus.publishRaw(told.topic(), told.key(), told.value(), headers(told.headers()));
            }
        }

        assertThat(outcomes(directive, 2)).containsOnly(first);
        assertThat(rowsOf(person.accountId())).isZero();
        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .get("/v1/accounts/me")
                .then()
                .statusCode(410);
        given().auth()
                .oauth2(Tokens.user(person.accountId()))
                .delete("/v1/accounts/me")
                .then()
                .statusCode(410);
        // The same address may begin anew, as another person.
        var again = People.register(person.said());
        assertThat(again.accountId()).isNotEqualTo(person.accountId());
    }

    @Test
    @Tag("RI-3")
    void whileKeycloakHangsNothingIsSaidToBeComplete() throws Exception {
        var person = People.register();
        var fence = People.register();
        Parts.freezeKeycloak();
        SubjectDirective directive;
        try {
            directive = erase(person.accountId(), UUID.randomUUID());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> contact(person, 410));
            assertThat(outcomesNow(directive)).isEmpty();
        } finally {
            Parts.thawKeycloak();
        }

        var statement = statement(outcomes(directive, 1).getFirst());

        assertThat(erased(statement)).containsEntry("keycloak-user", 1L);
        assertThat(users.exists(person.accountId())).isFalse();
        assertThat(users.exists(fence.accountId())).isTrue();
    }

    private static Map<String, String> headers(org.apache.kafka.common.header.Headers headers) {
        return java.util.Arrays.stream(headers.toArray())
                .collect(
                        Collectors.toMap(
                                header -> header.key(),
                                header ->
                                        header.key().equals("ce_id")
                                                ? UUID.randomUUID().toString()
                                                : new String(
                                                        header.value(),
                                                        java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static void contact(People.Person person, int status) {
        given().auth()
                .oauth2(Tokens.service())
                .get("/internal/accounts/" + person.accountId() + "/contact")
                .then()
                .statusCode(status);
    }

    private static UUID requestDeletion(People.Person person) {
        return UUID.fromString(
                given().auth()
                        .oauth2(Tokens.user(person.accountId()))
                        .delete("/v1/accounts/me")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("requestId"));
    }

    private static SubjectDirective erase(UUID accountId, UUID requestId) {
        var directive =
                new SubjectDirective(
                        accountId,
                        requestId,
                        SubjectDirective.Kind.ERASE,
                        1,
                        Instant.parse("2026-02-01T00:00:00Z"));
        Bus.publish(directive);
        return directive;
    }

    private static List<DirectiveOutcome> outcomes(SubjectDirective directive, int atLeast) {
        return await().atMost(Duration.ofSeconds(90))
                .until(() -> outcomesNow(directive), found -> found.size() >= atLeast);
    }

    private static List<DirectiveOutcome> outcomesNow(SubjectDirective directive) {
        return Bus.events(Topics.DIRECTIVE_OUTCOMES, directive.key(), DirectiveOutcome.class);
    }

    private static OutcomeStatement statement(DirectiveOutcome outcome) throws Exception {
        var verified =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(Certificate.OUTCOME_TYPE, outcome.statement())
                        .orElseThrow();
        assertThat(verified.keyId()).isEqualTo("account-1");
        return ProofJson.MAPPER.readValue(verified.payload(), OutcomeStatement.class);
    }

    private static Map<String, Long> erased(OutcomeStatement statement) {
        return statement.stores().stream()
                .collect(
                        Collectors.toMap(
                                OutcomeStatement.StoreOutcome::store,
                                OutcomeStatement.StoreOutcome::erased));
    }

    private long rowsOf(UUID accountId) {
        return inventory.stores().stream()
                .filter(store -> store.erasure() == Store.Erasure.DELETE)
                .mapToLong(store ->
                        database.first(
                                        "SELECT count(*) AS n FROM %s WHERE %s = ?"
                                                .formatted(store.table(), store.subject()),
                                        rows -> rows.getLong("n"),
                                        accountId)
                                .orElseThrow())
                .sum();
    }
}
