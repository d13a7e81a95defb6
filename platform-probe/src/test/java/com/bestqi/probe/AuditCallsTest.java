package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which calls leave an entry, and what it says. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("I-10")
@Tag("SE-3")
class AuditCallsTest {
    private static final String EXPORT = "/internal/subjects/{id}/export";
    private static final String REQUEST = "/v1/admin/requests/{id}";
    private static final String NOTES = "/v1/admin/requests/{accountId}/notes";

    @Inject Entries entries;
    @Inject Subjects subjects;
    @Inject ProbeNotes notes;

    @Test
    void aCallOfAnotherServiceIsRecordedBeforeItIsAnswered() {
        var person = register();
        var requestId = UUID.randomUUID().toString();
        notes.keepSecret(person, "canary-" + person);

        given().header("X-Request-Id", requestId)
                .auth()
                .oauth2(service("dsr-service"))
                .get(EXPORT, person)
                .then()
                .statusCode(200)
                .body(not(equalTo("")));

        assertThat(entries.about(person))
                .containsExactly(
                        new Entries.Entry(
                                "SERVICE",
                                "dsr-service",
                                "GET " + EXPORT,
                                "KEYED",
                                entries.pseudonym(person),
                                null,
                                "200",
                                "RI-1",
                                requestId));
        assertThat(entries.number(canary("canary-" + person))).isZero();
        assertThat(entries.number(canary(person.toString()))).isZero();
    }

    private static String canary(String text) {
        return "SELECT (SELECT count(*) FROM audit_entry e WHERE strpos(e::text, '"
                + text
                + "') > 0) + (SELECT count(*) FROM audit_pending p WHERE strpos(p::text, '"
                + text
                + "') > 0)";
    }

    @Test
    void aPersonWithoutKeyIsLeftOutAndTheEntrySaysSo() {
        var caller = UUID.randomUUID();

        given().auth()
                .oauth2(Tokens.with(caller, List.of("service"), Map.of()))
                .get(EXPORT, UUID.randomUUID())
                .then()
                .statusCode(404);

        assertThat(entries.by(caller))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.subjectState()).isEqualTo("KEYLESS");
                    assertThat(entry.subject()).isNull();
                    assertThat(entry.outcome()).isEqualTo("404");
                });
    }

    @Test
    void aCallOfStaffNamesTheThingAndNotItsPath() {
        var officer = UUID.randomUUID();
        var request = UUID.randomUUID();

        staff(officer, "privacy-officer").get(REQUEST, request).then().statusCode(200);

        assertThat(entries.by(officer))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actorKind()).isEqualTo("STAFF");
                    assertThat(entry.action()).isEqualTo("GET " + REQUEST);
                    assertThat(entry.object()).isEqualTo("request/" + request);
                    assertThat(entry.subjectState()).isEqualTo("NONE");
                });
    }

    @Test
    void aChangeHasAnEntryBeforeItBeginsAndOneWhenItIsDone() {
        var officer = UUID.randomUUID();
        var person = register();

        staff(officer, "privacy-officer").post(NOTES, person).then().statusCode(200);

        assertThat(entries.by(officer))
                .extracting(Entries.Entry::outcome)
                .containsExactly("begun", "200");
        assertThat(entries.about(person))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.purpose()).isEqualTo("RI-2"));
    }

    @Test
    void whoIsRefusedLeavesAnEntryTooUnlessNobodyCame() {
        var support = UUID.randomUUID();
        var person = register();
        long before = entries.number("SELECT count(*) FROM audit_entry");

        staff(support, "support-agent").get(REQUEST, person).then().statusCode(403);
        staff(support, "support-agent").post(NOTES, person).then().statusCode(403);
        given().auth().oauth2(Tokens.user(person)).get(EXPORT, person).then().statusCode(403);
        given().get(EXPORT, person).then().statusCode(401);
        given().auth().oauth2("not.a.token").get(REQUEST, person).then().statusCode(401);

        assertThat(entries.by(support))
                .extracting(Entries.Entry::outcome)
                .containsExactly("403", "403");
        assertThat(entries.about(person))
                .extracting(Entries.Entry::actorKind, Entries.Entry::actor, Entries.Entry::outcome)
                .contains(org.assertj.core.groups.Tuple.tuple("PERSON", null, "403"));
        assertThat(before).isNotNegative();
        assertThat(entries.where("outcome = '401'")).isEmpty();
    }

    @Test
    void aRequestIdThatACallerMadeUpIsNotKept() {
        var officer = UUID.randomUUID();
        var person = register();

        for (var chosen : List.of("anna.smith", person.toString())) {
            given().header("X-Request-Id", chosen)
                    .auth()
                    .oauth2(Tokens.with(officer, List.of("service"), Map.of()))
                    .get(EXPORT, person)
                    .then()
                    .statusCode(200);
        }

        assertThat(entries.by(officer))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.requestId()).isNull());
    }

    @Test
    void withoutAnEntryNothingIsAnsweredAndNothingIsChanged() throws Exception {
        var person = register();
        var officer = UUID.randomUUID();
        notes.keepSecret(person, "canary");

        execute("REVOKE INSERT ON audit_pending FROM account");
        try {
            refused(service().get(EXPORT, person).then());
            refused(staff(officer, "privacy-officer").get(REQUEST, person).then());
            refused(staff(officer, "privacy-officer").post(NOTES, person).then());
        } finally {
            execute("GRANT INSERT ON audit_pending TO account");
        }

        assertThat(notes.count(person)).isZero();
        service().get(EXPORT, person).then().statusCode(200);
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"))
                .header("X-Request-Id", notNullValue())
                .body("type", equalTo("urn:problem:unavailable"))
                .body(not(org.hamcrest.Matchers.containsString("canary")));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = entries.superUser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    private static io.restassured.specification.RequestSpecification staff(UUID id, String role) {
        return given().auth().oauth2(Tokens.with(id, List.of(role), Map.of()));
    }

    private static io.restassured.specification.RequestSpecification service() {
        return given().auth().oauth2(service("dsr-service"));
    }

    private static String service(String client) {
        return Tokens.with(UUID.randomUUID(), List.of("service"), Map.of("azp", client));
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(
                new AccountRegistered(
                        person,
                        "eu",
                        "1.0",
                        "en",
                        "registration",
                        Instant.parse("2026-01-01T00:00:00Z")));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }
}
