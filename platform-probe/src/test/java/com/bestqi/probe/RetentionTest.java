package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.lease.Lease;
import com.bestqi.platform.retention.RetentionJob;
import com.bestqi.platform.retention.RetentionPlan;
import com.bestqi.platform.retention.RetentionRound;
import com.bestqi.platform.retention.RowExpiry;
import com.bestqi.platform.subject.Holds;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows end when their period is over: not before, not twice, and none under hold. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RT-1")
class RetentionTest {
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final String STORE = "probe_event";

    @Inject RetentionJob job;
    @Inject RetentionRound round;
    @Inject RetentionPlan plan;
    @Inject RowExpiry expiry;
    @Inject Holds holds;
    @Inject Subjects subjects;
    @Inject Database database;
    @Inject MovableClock clock;
    @Inject MeterRegistry metrics;

    @BeforeEach
    void nothingIsLeftToExpire() throws InterruptedException {
        job.round();
    }

    @AfterEach
    void putTheClockRight() {
        clock.reset();
    }

    @Test
    void aRowGoesWhenItsPeriodIsOverAndNotBefore() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusMinutes(1)), 1);
        note(person, ago(PERIOD.minusMinutes(1)), 1);
        noteUncounted(person);

        job.round();

        assertThat(rows(person)).isEqualTo(2);
        assertThat(oldest(person)).isAfter(ago(PERIOD));
    }

    @Test
    @Tag("F10")
    void oneClockThatGoesAheadDeletesNothingEarlyAndOneBehindDelays() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusMinutes(30)), 1);
        note(person, ago(PERIOD.minusMinutes(30)), 1);

        clock.move(Duration.ofHours(-1));
        job.round();
        long behind = rows(person);
        clock.move(Duration.ofHours(2));
        job.round();
        long anHourAhead = rows(person);
        clock.move(Duration.ofDays(400));
        job.round();

        assertThat(behind).isEqualTo(2);
        assertThat(anHourAhead).isEqualTo(1);
        assertThat(rows(person)).isEqualTo(1);
    }

    @Test
    void manyRowsGoInChunksAndAreCounted() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 1_801);
        note(person, ago(PERIOD.minusDays(1)), 3);
        double before = metrics.counter("retention.expired", "store", STORE).count();
        double behind = overdue();

        var gone = job.round().orElseThrow();

        assertThat(behind).isBetween(86_000.0, 87_000.0);
        assertThat(gone).containsEntry(STORE, 1_801L);
        assertThat(metrics.counter("retention.expired", "store", STORE).count() - before)
                .isEqualTo(1_801);
        assertThat(overdue()).isZero();
        assertThat(rows(person)).isEqualTo(3);
    }

    @Test
    void aChunkTakesTheOldestAndNoMoreThanItMay() {
        var person = known();
        note(person, ago(PERIOD.plusDays(3)), 5);
        note(person, ago(PERIOD.plusDays(2)), 5);

        var chunk =
                QuarkusTransaction.requiringNew()
                        .call(() -> expiry.delete(entry(), RowExpiry.BEGINNING, ago(PERIOD), 5));

        assertThat(chunk.gone()).isEqualTo(5);
        assertThat(oldest(person)).isAfter(ago(PERIOD.plusDays(2).plusMinutes(1)));
    }

    @Test
    void aRoundCutOffInTheMiddleIsResumed() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 1_200);
        var first = new AtomicLong();

        assertThatThrownBy(() ->
                        round.run((table, gone) -> {
                            if (table.equals(STORE) && gone > 0) {
                                first.addAndGet(gone);
                                throw new IllegalStateException("the process dies here");
                            }
                        }))
                .hasMessage("the process dies here");
        long left = rows(person);
        var rest = job.round().orElseThrow();

        assertThat(first.get()).isPositive();
        assertThat(left).isEqualTo(1_200 - first.get());
        assertThat(rest).containsEntry(STORE, left);
        assertThat(rows(person)).isZero();
    }

    @Test
    void ofTwoReplicasOneWorks() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 3);
        var other = new Lease(database, "retention");

        assertThat(other.hold()).isTrue();
        var meanwhile = job.round();
        long rows = rows(person);
        other.release();
        var afterwards = job.round();

        assertThat(meanwhile).isEmpty();
        assertThat(rows).isEqualTo(3);
        assertThat(afterwards).isPresent();
        assertThat(rows(person)).isZero();
    }

    @Test
    @Tag("F3")
    void aReplicaThatLostItsLeaseDeletesNothingMore() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 1_200);
        var successor = UUID.randomUUID();
        var first = new AtomicLong();

        var frozen =
                round.run((table, gone) -> {
                    if (table.equals(STORE) && gone > 0 && first.getAndAdd(gone) == 0) {
                        takeLease(successor);
                    }
                });
        long left = rows(person);
        giveBack(successor);
        job.round();

        assertThat(frozen).isEmpty();
        assertThat(left).isEqualTo(1_200 - first.get()).isPositive();
        assertThat(rows(person)).isZero();
    }

    @Test
    @Tag("PU-5")
    void whatIsUnderHoldStaysAndGoesAfterTheRelease() throws Exception {
        var held = known();
        var other = known();
        note(held, ago(PERIOD.plusDays(2)), 700);
        note(other, ago(PERIOD.plusDays(1)), 700);
        hold(held, STORE);

        job.round();
        long whileHeld = rows(held);
        double behind = overdue();
        QuarkusTransaction.requiringNew().run(() -> holds.set(held, List.of()));
        job.round();

        assertThat(whileHeld).isEqualTo(700);
        assertThat(behind).isZero();
        assertThat(rows(other)).isZero();
        assertThat(rows(held)).isZero();
    }

    @Test
    @Tag("PU-5")
    void aHoldOnAnotherStoreHoldsNothingHere() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 2);
        hold(person, "probe_sample");

        job.round();

        assertThat(rows(person)).isZero();
    }

    @Test
    @Tag("PU-5")
    void aHoldWaitsForTheChunkUnderWay() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 2);
        var deleted = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);

        try (var threads = Executors.newFixedThreadPool(2)) {
            var chunk =
                    threads.submit(() ->
                            QuarkusTransaction.requiringNew()
                                    .call(() -> {
                                        var cutoff = ago(PERIOD);
                                        var done =
                                                expiry.delete(
                                                        entry(), RowExpiry.BEGINNING, cutoff, 500);
                                        deleted.countDown();
                                        goOn.await();
                                        return done.gone();
                                    }));
            deleted.await();
            var placed = threads.submit(() -> hold(person, STORE));
            await().until(this::somebodyWaitsForTheHoldLock);
            long seenWhileWaiting = rows(person);
            goOn.countDown();

            assertThat(chunk.get()).isGreaterThanOrEqualTo(2);
            placed.get();
            assertThat(seenWhileWaiting).isEqualTo(2);
        }
        assertThat(rows(person)).isZero();
    }

    @Test
    void aRowSomebodyWorksOnWaitsAndHoldsUpNobody() throws Exception {
        var person = known();
        note(person, ago(PERIOD.plusDays(1)), 1);
        var other = known();
        note(other, ago(PERIOD.plusDays(1)), 1);

        QuarkusTransaction.requiringNew()
                .run(() -> {
                    database.query(
                            "SELECT content FROM probe_event WHERE account_id = ? FOR UPDATE",
                            rows -> rows.getString("content"),
                            person);
                    roundInAThread();
                    assertThat(rows(other)).isZero();
                });
        assertThat(rows(person)).isEqualTo(1);
        job.round();

        assertThat(rows(person)).isZero();
    }

    @Test
    @Tag("RT-2")
    void thePlatformsOwnTablesExpireToo() throws Exception {
        var old = UUID.randomUUID();
        var young = UUID.randomUUID();
        for (var id : List.of(old, young)) {
            database.update(
                    "INSERT INTO inbox_event (event_id, received_at) VALUES (?, ?)",
                    id,
                    ago(Duration.ofDays(id.equals(old) ? 32 : 30)));
        }
        var open = UUID.randomUUID();
        var done = UUID.randomUUID();
        for (var id : List.of(open, done)) {
            database.update(
                    "INSERT INTO erasure_task"
                            + " (account_id, epoch, request_id, done, started_at, due_at, completed_at)"
                            + " VALUES (?, 1, ?, true, ?, 'infinity', ?)",
                    id,
                    UUID.randomUUID(),
                    ago(Duration.ofDays(1200)),
                    id.equals(open) ? null : ago(Duration.ofDays(1100)));
        }

        job.round();

        assertThat(count("inbox_event WHERE event_id = ?", old)).isZero();
        assertThat(count("inbox_event WHERE event_id = ?", young)).isEqualTo(1);
        assertThat(count("erasure_task WHERE account_id = ?", open)).isEqualTo(1);
        assertThat(count("erasure_task WHERE account_id = ?", done)).isZero();
    }

    private void roundInAThread() {
        try (var threads = Executors.newSingleThreadExecutor()) {
            threads.submit(job::round).get();
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RetentionPlan.Entry entry() {
        return plan.entries().stream()
                .filter(entry -> entry.table().equals(STORE))
                .findFirst()
                .orElseThrow();
    }

    private boolean hold(UUID person, String store) {
        QuarkusTransaction.requiringNew().run(() -> holds.set(person, List.of(store)));
        return holds.of(person).contains(store);
    }

    private boolean somebodyWaitsForTheHoldLock() {
        return count("pg_locks WHERE locktype = 'advisory' AND NOT granted") > 0;
    }

    private void takeLease(UUID successor) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.update(
                                "UPDATE outbox_lease SET holder = ?, fence = fence + 1,"
                                        + " until = now() + interval '1 hour'"
                                        + " WHERE name = 'retention'",
                                successor));
    }

    private void giveBack(UUID successor) {
        database.update(
                "UPDATE outbox_lease SET until = '-infinity'"
                        + " WHERE name = 'retention' AND holder = ?",
                successor);
    }

    private double overdue() {
        return metrics.get("retention.overdue.seconds").tag("store", STORE).gauge().value();
    }

    private UUID known() {
        var person = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> subjects.create(person));
        return person;
    }

    private static Instant ago(Duration time) {
        return Clock.systemUTC().instant().minus(time);
    }

    private void note(UUID person, Instant at, int times) {
        database.update(
                "INSERT INTO probe_event SELECT ?, ?, 'n' FROM generate_series(1, ?)",
                person,
                at,
                times);
    }

    private void noteUncounted(UUID person) {
        database.update("INSERT INTO probe_event VALUES (?, NULL, 'n')", person);
    }

    private Instant oldest(UUID person) {
        return database.first(
                        "SELECT min(noted_at) AS at FROM probe_event WHERE account_id = ?",
                        rows -> rows.getTimestamp("at").toInstant(),
                        person)
                .orElseThrow();
    }

    private long rows(UUID person) {
        return count("probe_event WHERE account_id = ?", person);
    }

    private long count(String from, Object... arguments) {
        return database.first(
                        "SELECT count(*) AS n FROM " + from, rows -> rows.getLong("n"), arguments)
                .orElseThrow();
    }
}
