package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Actor;
import com.bestqi.platform.audit.Audit;
import com.bestqi.platform.audit.AuditNote;
import com.bestqi.platform.audit.AuditWriter;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chain holds whatever happens while it is made, and breaks when anybody changes it. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("I-10")
@Tag("SE-3")
class AuditChainTest {
    private static final String THIS = "sequence = %1$d";

    @Inject Entries entries;
    @Inject Audit audit;
    @Inject AuditWriter writer;
    @Inject Database database;

    private static AuditNote note(String action) {
        return AuditNote.of(Actor.system("probe"), action, About.nobody(), "done");
    }

    private void record(String action, int times) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        audit.recordAll(
                                IntStream.range(0, times).mapToObj(_ -> note(action)).toList()));
    }

    private void awaitChained(String action, int times) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        database.query(
                                                "SELECT sequence FROM audit_entry"
                                                        + " WHERE action = ?",
                                                rows -> rows.getLong(1),
                                                action))
                                .hasSize(times));
    }

    private String fresh() {
        return "probe." + UUID.randomUUID();
    }

    @Test
    void anEntryCommitsWithTheDeedOrNotAtAll() {
        var done = fresh();
        var undone = fresh();

        assertThatThrownBy(() ->
                        QuarkusTransaction.requiringNew()
                                .run(() -> {
                                    audit.record(note(undone));
                                    throw new IllegalStateException("rolled back on purpose");
                                }))
                .hasMessageContaining("on purpose");
        record(done, 1);

        awaitChained(done, 1);
        assertThat(entries.where("action = ?", undone)).isEmpty();
        assertThatThrownBy(() -> audit.record(note(undone))).hasMessageContaining("ransaction");
    }

    @Test
    void manyAtOnceMakeOneUnbrokenChain() throws Exception {
        var inTransactions = fresh();
        var ofCalls = fresh();

        var durable = new ArrayList<CompletableFuture<Void>>();
        try (var callers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                callers.submit(
                        () -> IntStream.range(0, 50).forEach(_ -> record(inTransactions, 10)));
            }
            for (int i = 0; i < 2_000; i++) {
                durable.add(writer.write(note(ofCalls)));
            }
        }
        CompletableFuture.allOf(durable.toArray(CompletableFuture[]::new)).join();
        awaitChained(inTransactions, 2_000);
        awaitChained(ofCalls, 2_000);

        assertUnbroken();
    }

    @Test
    void chainersGetInNobodysWayAndMakeOneChain() throws Exception {
        var action = fresh();
        record(action, 500);

        try (var chainers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                chainers.submit(() -> IntStream.range(0, 50).forEach(_ -> chain(database, 7)));
            }
            IntStream.range(0, 50).forEach(_ -> record(action, 10));
        }
        awaitChained(action, 1_000);

        assertUnbroken();
    }

    private static void chain(Database database, int most) {
        database.first("SELECT audit_chain_pending(?)", rows -> rows.getInt(1), most);
    }

    @Test
    void oneWhoDiesWhileChainingLosesAndRepeatsNothing() throws Exception {
        var action = fresh();

        try (var dying = entries.superUser();
                var statement = dying.createStatement()) {
            // It has the lock, so that nobody else chains what comes now.
            statement.execute("SELECT FROM audit_chain FOR UPDATE");
            record(action, 20);
            statement.execute("SELECT audit_chain_pending(15)");
            assertThat(entries.where("action = ?", action)).hasSize(20);
            kill(dying);
        }
        awaitChained(action, 20);

        assertThat(entries.where("action = ?", action)).hasSize(20);
        assertUnbroken();
    }

    private void kill(Connection dying) throws SQLException {
        try (var asked = dying.createStatement();
                var rows = asked.executeQuery("SELECT pg_backend_pid()");
                var killer = entries.superUser();
                var kill = killer.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
            rows.next();
            kill.setInt(1, rows.getInt(1));
            kill.execute();
        }
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                Arguments.of("changed", 0, "UPDATE audit_entry SET outcome = 'x' WHERE " + THIS),
                Arguments.of(
                        "moved in time",
                        0,
                        "UPDATE audit_entry SET at = at - interval '1 s' WHERE " + THIS),
                Arguments.of(
                        "moved between words",
                        0,
                        "UPDATE audit_entry SET actor = 'pro', action = 'be' || action WHERE "
                                + THIS),
                Arguments.of(
                        "hashed anew",
                        0,
                        "UPDATE audit_entry SET hash = sha256(hash) WHERE " + THIS),
                Arguments.of("removed", 0, "DELETE FROM audit_entry WHERE " + THIS),
                Arguments.of(
                        "reordered",
                        0,
                        """
                        UPDATE audit_entry SET sequence = -1 WHERE sequence = %1$d;
                        UPDATE audit_entry SET sequence = %1$d WHERE sequence = %1$d + 1;
                        UPDATE audit_entry SET sequence = %1$d + 1 WHERE sequence = -1
                        """),
                Arguments.of(
                        "inserted",
                        1,
                        """
                        UPDATE audit_entry SET sequence = sequence + 100000 WHERE sequence > %1$d;
                        INSERT INTO audit_entry
                        SELECT sequence + 1, at, actor_kind, actor, action, subject_state, subject,
                               object, outcome, purpose, request_id, hash, sha256(hash)
                        FROM audit_entry WHERE sequence = %1$d
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampering")
    void whatSomebodyTamperedWithIsNamed(String how, int behind, String sql) throws Exception {
        var action = fresh();
        record(action, 10);
        awaitChained(action, 10);

        try (var connection = entries.superUser();
                var statement = connection.createStatement()) {
            long fifth = sequence(connection, action, 4);
            statement.execute(sql.formatted(fifth));

            var result = entries.check(connection, List.of());

            assertThat(result.firstBroken()).as(how).isEqualTo(fifth + behind);
            assertThat(result.verified()).isEqualTo(fifth + behind - 1);
            connection.rollback();
        }
        assertUnbroken();
    }

    private static long sequence(Connection connection, String action, int skipped)
            throws SQLException {
        try (var select =
                connection.prepareStatement(
                        "SELECT sequence FROM audit_entry WHERE action = ?"
                                + " ORDER BY sequence OFFSET ? LIMIT 1")) {
            select.setString(1, action);
            select.setInt(2, skipped);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Test
    void aChainThatWasCutShortIsSeenAgainstWhatWasAnnounced() throws Exception {
        var action = fresh();
        record(action, 10);
        awaitChained(action, 10);
        var heads = awaitAnnounced();

        try (var connection = entries.superUser();
                var statement = connection.createStatement()) {
            long fifth = sequence(connection, action, 4);
            statement.execute("DELETE FROM audit_entry WHERE sequence >= " + fifth);
            assertThat(entries.check(connection, List.of()).firstBroken()).isEqualTo(fifth);

            // Who cuts with more care leaves nothing in the database that tells of it.
            statement.execute(
                    "UPDATE audit_chain SET (sequence, hash) = (SELECT sequence, hash FROM"
                            + " audit_entry ORDER BY sequence DESC LIMIT 1)");
            assertThat(entries.check(connection, List.of()).firstBroken()).isNull();
            assertThat(entries.check(connection, heads).firstBroken()).isEqualTo(fifth);
            connection.rollback();
        }
        assertUnbroken();
    }

    @Test
    void aChainThatWasWrittenAnewIsSeenAgainstWhatWasAnnounced() throws Exception {
        record(fresh(), 10);
        var heads = awaitAnnounced();
        var last = heads.getLast();
        var otherwise = new AuditHead(last.service(), last.sequence(), "00".repeat(32), last.at());

        try (var connection = entries.superUser()) {
            assertThat(entries.check(connection, List.of(otherwise)).firstBroken())
                    .isEqualTo(last.sequence());
            assertThat(entries.check(connection, List.of(last, otherwise)).firstBroken())
                    .isEqualTo(last.sequence());
        }
    }

    @Test
    @Tag("F8")
    void whatARestoredDatabaseLacksIsLostNotBrokenOnceAnOfficerSaysSo() throws Exception {
        var action = fresh();
        record(action, 10);
        awaitChained(action, 10);
        long announced = awaitAnnounced().getLast().sequence();
        recordRestore("privacy-officer")
                .statusCode(409)
                .body("detail", equalTo("Every entry that was announced is there."));

        long fifth;
        try (var connection = entries.superUser()) {
            fifth = sequence(connection, action, 4);
            run(connection, "DELETE FROM audit_entry WHERE sequence > " + fifth);
            run(
                    connection,
                    "UPDATE audit_chain SET (sequence, hash) = (SELECT sequence, hash FROM"
                            + " audit_entry ORDER BY sequence DESC LIMIT 1)");
            connection.commit();
        }
        // The numbers are given again, also to the entry of this very call.
        record(fresh(), 20);
        assertThat(entries.check().firstBroken()).isPositive();
        recordRestore("auditor").statusCode(403);
        outcomeOfFirstEntry("'x' || outcome");
        recordRestore("privacy-officer")
                .statusCode(409)
                .body("detail", containsString("broken in itself"));
        outcomeOfFirstEntry("substr(outcome, 2)");
        recordRestore("privacy-officer")
                .statusCode(200)
                .body("after", lessThanOrEqualTo((int) fifth))
                .body("announcedUpTo", greaterThanOrEqualTo((int) announced));

        await().untilAsserted(this::assertUnbroken);
        assertThat(entries.check().lost())
                .last()
                .satisfies(lost -> assertThat(lost.after()).isLessThanOrEqualTo(fifth))
                .satisfies(
                        lost -> assertThat(lost.announcedUpTo()).isGreaterThanOrEqualTo(announced));
        given().auth()
                .oauth2(Tokens.staff("auditor"))
                .get("/v1/admin/account/audit/check")
                .then()
                .statusCode(200)
                .body("firstBroken", nullValue())
                .body("lost", not(empty()));
    }

    private static ValidatableResponse recordRestore(String role) {
        return given().auth()
                .oauth2(Tokens.staff(role))
                .post("/v1/admin/account/audit/restores")
                .then();
    }

    private void outcomeOfFirstEntry(String sql) throws SQLException {
        try (var connection = entries.superUser()) {
            run(
                    connection,
                    "UPDATE audit_entry SET outcome = %s WHERE sequence =".formatted(sql)
                            + " (SELECT min(sequence) FROM audit_entry)");
            connection.commit();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<AuditHead> awaitAnnounced() {
        return await().until(
                        entries::heads,
                        heads ->
                                !heads.isEmpty()
                                        && heads.getLast().sequence()
                                                >= entries.number(
                                                        "SELECT sequence FROM audit_chain"));
    }

    private void assertUnbroken() throws SQLException {
        var result = entries.check();

        assertThat(result.firstBroken()).as(result.fault()).isNull();
        assertThat(result.verified()).isEqualTo(result.entries()).isPositive();
    }
}
