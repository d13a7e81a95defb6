package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Actor;
import com.bestqi.platform.audit.Audit;
import com.bestqi.platform.audit.AuditNote;
import com.bestqi.platform.audit.ChainCheck;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what with the audit, and what becomes of it over time. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("I-10")
@Tag("SE-3")
class AuditKeepingTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CHECK = "/v1/admin/account/audit/check";

    @Inject Entries entries;
    @Inject Audit audit;
    @Inject Database database;
    @Inject Subjects subjects;
    @Inject SubjectKeys keys;
    @Inject Inventory inventory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET outcome = 'x'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "INSERT INTO audit_entry SELECT * FROM audit_entry",
                "UPDATE audit_pending SET outcome = 'x'",
                "DELETE FROM audit_pending",
                "TRUNCATE audit_pending",
                "UPDATE audit_chain SET sequence = 0",
                "DELETE FROM audit_chain",
                "INSERT INTO audit_anchor VALUES (1, '', now())",
                "DELETE FROM audit_anchor",
                "DROP FUNCTION audit_retire",
                "ALTER TABLE audit_entry DISABLE TRIGGER ALL"
            })
    void theServicesRoleAddsAndReadsAndNothingElse(String sql) {
        assertThatThrownBy(() -> database.update(sql))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void theCheckSaysWhatVerifies() {
        record(AuditNote.of(Actor.system("probe"), "probe.check", About.nobody(), "done"));
        await().untilAsserted(
                        () -> check("auditor").statusCode(200).body("entries", greaterThan(0)));

        for (var role : List.of("auditor", "privacy-officer")) {
            var view = check(role).statusCode(200).body("$", not(hasKey("firstBroken")));
            assertThat(view.extract().<Integer>path("verified"))
                    .isEqualTo(view.extract().<Integer>path("entries"));
        }
        given().get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString("audit_broken 0.0"))
                .body(org.hamcrest.Matchers.containsString("audit_backlog"));
    }

    @Test
    void theCheckNamesTheFirstBrokenEntry() throws Exception {
        var action = "probe." + UUID.randomUUID();
        record(AuditNote.of(Actor.system("probe"), action, About.nobody(), "done"));
        await().untilAsserted(() ->
                assertThat(
                                entries.number(
                                        "SELECT count(*) FROM audit_entry WHERE action ="
                                                + " '%s'".formatted(action)))
                        .isOne());
        int sequence =
                (int)
                        entries.number(
                                "SELECT sequence FROM audit_entry WHERE action = '%s'"
                                        .formatted(action));

        asSuperUser("UPDATE audit_entry SET outcome = 'undone' WHERE sequence = " + sequence);
        try {
            check("auditor").statusCode(200).body("firstBroken", equalTo(sequence));
        } finally {
            asSuperUser("UPDATE audit_entry SET outcome = 'done' WHERE sequence = " + sequence);
        }

        check("auditor").statusCode(200).body("$", not(hasKey("firstBroken")));
    }

    @Test
    void theCheckIsForStaffWithTheRoleAndOfThisServiceAlone() {
        for (var role : List.of("support-agent", "policy-editor", "user", "service")) {
            check(role).statusCode(403).body("type", equalTo("urn:problem:forbidden"));
        }
        given().get(CHECK).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.staff("auditor"))
                .get("/v1/admin/device/audit/check")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse check(String role) {
        return given().auth().oauth2(Tokens.staff(role)).get(CHECK).then();
    }

    @Test
    @Tag("RI-3")
    void theChainVerifiesAfterAnErasureAndThePseudonymIsNobodys() throws Exception {
        var person = register();
        record(
                AuditNote.of(
                        Actor.staff(UUID.randomUUID().toString()),
                        "probe.decided",
                        About.person(person),
                        "done"));
        var pseudonym = entries.pseudonym(person);
        assertThat(entries.check().firstBroken()).isNull();

        var directive =
                new SubjectDirective(
                        person, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, THEN);
        Bus.publish(directive);
        var request = "request/" + directive.requestId();
        await().untilAsserted(() ->
                assertThat(entries.where("object = ?", request))
                        .extracting(Entries.Entry::action)
                        .containsExactly("erasure.accepted", "erasure.signed"));

        assertThat(entries.where("object = ?", request))
                .allSatisfy(entry -> assertThat(entry.subject()).isNull());
        assertThat(keys.pseudonym(person)).isEmpty();
        assertThat(entries.where("subject = ?", pseudonym)).hasSize(1);
        var after = entries.check();
        assertThat(after.firstBroken()).as(after.fault()).isNull();
        assertThat(after.verified()).isEqualTo(after.entries());
    }

    @Test
    void pseudonymsOfTwoPeopleAndOfTwoServicesDiffer() {
        var one = register();
        var other = register();

        assertThat(keys.pseudonym(one)).isPresent();
        assertThat(entries.pseudonym(one))
                .isEqualTo(entries.pseudonym(one))
                .isNotEqualTo(entries.pseudonym(other));
        assertThat(keys.pseudonym(UUID.randomUUID())).isEmpty();
    }

    @Test
    @Tag("RT-1")
    void theOldestPartIsRetiredAfterItsPeriodAndTheRestStillVerifies() throws Exception {
        assertThat(inventory.stores())
                .filteredOn(store -> store.table().equals("audit_entry"))
                .singleElement()
                .satisfies(store -> assertThat(store.retention().text()).isEqualTo("P3Y"));
        // A database of its own, where the chain begins with entries that are old.
        var url = entries.url("device");
        try (var owner = entries.connect(url, "device_owner");
                var device = entries.connect(url, "device")) {
            run(owner, migration());
            owner.commit();
            pending(device, 40, "interval '3 years 1 day'");
            pending(device, 1, "interval '2 years 364 days'");
            pending(device, 4, "interval '4 years'");
            run(device, "SELECT audit_chain_pending(1000)");
            device.commit();

            assertThat(number(device, "SELECT audit_retire(15)")).isEqualTo(15);
            assertThat(number(device, "SELECT audit_retire(1000)")).isEqualTo(25);
            assertThat(number(device, "SELECT audit_retire(1000)")).isZero();
            device.commit();

            var rest = ChainCheck.run(device, List.of(), Instant.now());
            assertThat(rest.firstBroken()).as(rest.fault()).isNull();
            assertThat(rest.verified()).isEqualTo(5);
            var young = new AuditHead("device", 30, "00".repeat(32), Instant.now());
            assertThat(ChainCheck.run(device, List.of(young), Instant.now()).firstBroken())
                    .isEqualTo(30);
            run(owner, "DELETE FROM audit_entry WHERE sequence = 41");
            assertThat(ChainCheck.run(owner, List.of(), Instant.now()).firstBroken()).isEqualTo(41);
        }
    }

    private static void pending(Connection connection, int many, String ago) throws SQLException {
        run(
                connection,
                """
                INSERT INTO audit_pending
                    (at, actor_kind, actor, action, subject_state, outcome)
                SELECT now() - %s, 'SYSTEM', 'device', 'probe.old', 'NONE', 'done'
                FROM generate_series(1, %d)
                """
                        .formatted(ago, many));
    }

    private static String migration() throws IOException {
        try (var file = Audit.class.getResourceAsStream("/db/platform/V0_2__audit.sql")) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void asSuperUser(String sql) throws SQLException {
        try (var connection = entries.superUser()) {
            run(connection, sql);
            connection.commit();
        }
    }

    private void record(AuditNote note) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(note));
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }
}
