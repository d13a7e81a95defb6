package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.retention.PartitionExpiry;
import com.bestqi.platform.retention.PartitionExpiry.Leaf;
import com.bestqi.platform.retention.RetentionJob;
import com.bestqi.platform.retention.RetentionPlan;
import com.bestqi.platform.subject.Holds;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A table partitioned by time: places are ready ahead, the past goes at once, nobody is held up.
 */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RT-1")
class PartitionTest {
    @Inject RetentionJob job;
    @Inject RetentionPlan plan;
    @Inject PartitionExpiry partitions;
    @Inject Holds holds;
    @Inject Subjects subjects;
    @Inject Database database;

    @BeforeEach
    void nothingIsLeftToExpire() throws InterruptedException {
        job.round();
    }

    @Test
    void thereIsAPlaceFromAMonthAgoToFiveWeeksAheadAndNoneThatSwallowsTheRest() {
        var person = known();

        for (int days = -31; days <= 35; days++) {
            sample(person, now().plus(Duration.ofDays(days)), 1);
        }

        assertThat(rows(person)).isEqualTo(67);
        assertThatThrownBy(() -> sample(person, now().plus(Duration.ofDays(90)), 1))
                .hasMessageContaining("no partition");
        var leaves = partitions.leaves(entry());
        for (int i = 1; i < leaves.size(); i++) {
            if (leaves.get(i - 1).endsAt().isAfter(now().minus(Duration.ofDays(31)))) {
                assertThat(leaves.get(i).startsAt()).isEqualTo(leaves.get(i - 1).endsAt());
            }
        }
    }

    @Test
    void aPartitionThatIsMissingAheadIsMadeByTheNextRound() throws Exception {
        var last = partitions.leaves(entry()).getLast();
        asOwner("DROP TABLE " + last.name());

        job.round();

        assertThat(partitions.leaves(entry())).contains(last);
    }

    @Test
    void aPastPartitionIsDroppedAndTheOneAtTheEdgeIsNot() throws Exception {
        var person = known();
        var past = old(20);
        var edge = leafOf(Duration.ofDays(30));
        sample(person, past.startsAt(), 10);
        sample(person, edge.startsAt().plusSeconds(1), 1);

        var gone = job.round().orElseThrow();

        assertThat(gone).containsEntry("probe_sample", 10L);
        assertThat(partitions.leaves(entry())).doesNotContain(past).contains(edge);
        assertThat(rows(person)).isEqualTo(1);
    }

    @Test
    @Tag("PU-5")
    void aPartitionWithSomebodyUnderHoldStaysWithTheirRowsAlone() throws Exception {
        var held = known();
        var other = known();
        var past = old(30);
        sample(held, past.startsAt(), 2_000);
        sample(other, past.startsAt(), 3_000);
        QuarkusTransaction.requiringNew().run(() -> holds.set(held, List.of("probe_sample")));

        job.round();
        var leaves = partitions.leaves(entry());
        long kept = rows(held);
        long others = rows(other);
        QuarkusTransaction.requiringNew().run(() -> holds.set(held, List.of()));
        job.round();

        assertThat(leaves).contains(past);
        assertThat(kept).isEqualTo(2_000);
        assertThat(others).isZero();
        assertThat(partitions.leaves(entry())).doesNotContain(past);
        assertThat(rows(held)).isZero();
    }

    @Test
    void aReaderIsNotCutOffAndWritersAreNotHeldUpByADropThatWaits() throws Exception {
        var person = known();
        var past = old(40);
        sample(person, past.startsAt(), 5);

        try (var reader = owner();
                var threads = Executors.newSingleThreadExecutor()) {
            reader.setAutoCommit(false);
            try (var select = reader.createStatement();
                    var rows = select.executeQuery("SELECT count(*) FROM probe_sample")) {
                assertThat(rows.next()).isTrue();
            }
            var round = threads.submit(() -> job.round());
            int written = 0;
            while (!round.isDone()) {
                sample(person, now().plusNanos(++written * 1_000L), 1);
            }

            assertThat(round.get()).isPresent();
            assertThat(partitions.leaves(entry())).contains(past);
            assertThat(rows(person)).isEqualTo(5 + written);
            reader.rollback();
        }
        job.round();

        assertThat(partitions.leaves(entry())).doesNotContain(past);
    }

    @Test
    @Tag("SE-1")
    void theServiceMayMakeAndDropNothingButByTheRule() {
        var current = leafOf(Duration.ZERO).name();

        assertThatThrownBy(() -> run("DROP TABLE " + current)).hasMessageContaining("owner");
        assertThatThrownBy(() -> run("TRUNCATE " + current))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> call("make_partition('probe_sample', 'week', '2001-01-01')"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> call("drop_partition('probe_sample', '" + current + "')"))
                .hasMessageContaining("no past partition");
        assertThatThrownBy(() -> call("drop_partition('probe_sample', 'probe_note')"))
                .hasMessageContaining("no past partition");
        assertThatThrownBy(() -> call("make_partitions('probe_sample', 'day', '1 day')"))
                .hasMessageContaining("by week or month");
        assertThatThrownBy(() -> call("make_partitions('probe_sample', 'week', '9 years')"))
                .hasMessageContaining("not so far ahead");
        assertThatThrownBy(() -> call("make_partitions('probe_note', 'week', '1 day')"))
                .hasMessageContaining("ATTACH PARTITION cannot");
    }

    @Test
    @Tag("RI-3")
    void anErasureTakesAPersonsRowsFromEveryPartitionAndNobodyElses() throws Exception {
        var person = known();
        var other = known();
        // Row by row in turn, so that both have the same places in every partition.
        for (int weeks = 0; weeks < 5; weeks++) {
            var at = now().minus(Duration.ofDays(7L * weeks));
            for (int i = 0; i < 50; i++) {
                sample(i % 2 == 0 ? person : other, at.plusNanos(i * 1_000L), 1);
            }
        }
        sample(person, now().plusSeconds(60), 12_345);

        var statement = erased(person);

        assertThat(statement.stores())
                .contains(new OutcomeStatement.StoreOutcome("probe_sample", "reading", 12_470, 0));
        assertThat(rows(person)).isZero();
        assertThat(rows(other)).isEqualTo(125);
    }

    private static OutcomeStatement erased(UUID person) throws Exception {
        var directive =
                new SubjectDirective(
                        person, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, now());
        Bus.publish(directive);
        await().atMost(Duration.ofSeconds(60)).until(() -> !outcomes(directive).isEmpty());
        var signed =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(
                                Certificate.OUTCOME_TYPE,
                                outcomes(directive).getFirst().statement())
                        .orElseThrow();
        return ProofJson.MAPPER.readValue(signed.payload(), OutcomeStatement.class);
    }

    private static List<DirectiveOutcome> outcomes(SubjectDirective directive) {
        return Bus.events(
                Topics.DIRECTIVE_OUTCOMES,
                directive.accountId().toString(),
                DirectiveOutcome.class);
    }

    /** A partition of so many weeks ago, as the owner would have made it then. */
    private Leaf old(int weeks) throws SQLException {
        var within = now().minus(Duration.ofDays(7L * weeks));
        asOwner("SELECT make_partition('probe_sample', 'week', '" + within + "')");
        return leafOf(Duration.ofDays(7L * weeks));
    }

    private Leaf leafOf(Duration ago) {
        var at = now().minus(ago);
        return partitions.leaves(entry()).stream()
                .filter(leaf -> !at.isBefore(leaf.startsAt()) && at.isBefore(leaf.endsAt()))
                .findFirst()
                .orElseThrow();
    }

    private RetentionPlan.Entry entry() {
        return plan.partitioned().getFirst();
    }

    private static java.sql.Connection owner() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("bestqi.db.url", String.class),
                config.getValue("bestqi.db.owner", String.class),
                config.getValue("bestqi.db.owner.password", String.class));
    }

    private static void asOwner(String sql) throws SQLException {
        try (var connection = owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(String sql) {
        QuarkusTransaction.requiringNew().run(() -> database.update(sql));
    }

    private void call(String function) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.first("SELECT " + function, rows -> rows.getString(1)));
    }

    private UUID known() {
        var person = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> subjects.create(person));
        return person;
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private void sample(UUID person, Instant at, int times) {
        database.update(
                "INSERT INTO probe_sample SELECT ?, ?::timestamptz + n * interval '1 us', 's'"
                        + " FROM generate_series(1, ?) AS g (n)",
                person,
                at,
                times);
    }

    private long rows(UUID person) {
        return database.first(
                        "SELECT count(*) AS n FROM probe_sample WHERE account_id = ?",
                        rows -> rows.getLong("n"),
                        person)
                .orElseThrow();
    }
}
