package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.story.Resident;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Phones report all the time while their owners withdraw at random moments. A hundred people and
 * 500 samples a second with {@code -Dbestqi.withdrawals=100}.
 */
@ExtendWith(Suite.Extension.class)
class WithdrawalTest {
    private static final int PEOPLE = Integer.getInteger("bestqi.withdrawals", 10);
    private static final int REGISTERED_AT_ONCE = 3;
    private static final int SAMPLES_A_SECOND = 5;
    private static final Duration LENGTH = Duration.ofSeconds(8);

    /** Whatever fails, no sample is taken for longer than this after a withdrawal (I-8). */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final long SEED = 8;

    private final Suite suite;

    WithdrawalTest(Suite suite) {
        this.suite = suite;
    }

    /**
     * One life.
     *
     * @param withdrawn when the withdrawal was acknowledged
     * @param lastTaken when the last call was sent of which a sample was accepted
     */
    private record Told(Resident resident, Instant withdrawn, Instant lastTaken) {}

    @Test
    @Tag("PM-1")
    @Tag("PM-8")
    @Tag("RI-7")
    void ofWhatIsTakenAfterAWithdrawalNothingRemains() throws Exception {
        var random = new Random(SEED);
        var told = new ArrayList<Told>();
        var people = new ArrayList<Resident>();
        // A log-in is work by design; all at once they would wait for each other too long.
        try (var desk = Executors.newFixedThreadPool(REGISTERED_AT_ONCE)) {
            for (var resident : register(desk)) {
                people.add(resident.get());
            }
        }
        try (var phones = Executors.newVirtualThreadPerTaskExecutor()) {
            var lives = new ArrayList<Future<Told>>();
            for (var resident : people) {
                var after = Duration.ofMillis(random.nextLong(500, LENGTH.toMillis() - 1_000));
                lives.add(phones.submit(() -> live(resident, after, phones)));
            }
            for (var life : lives) {
                told.add(life.get());
            }
        }

        for (var one : told) {
            assertThat(Duration.between(one.withdrawn(), one.lastTaken())).isLessThan(BOUND);
            Awaitility.await()
                    .atMost(BOUND)
                    .untilAsserted(() -> assertThat(takenAfter(one)).isZero());
            assertThat(takenBefore(one)).as("what came before stays").isPositive();
        }
    }

    private List<Future<Resident>> register(ExecutorService desk) {
        var residents = new ArrayList<Future<Resident>>();
        for (int i = 0; i < PEOPLE; i++) {
            int number = i;
            residents.add(
                    desk.submit(() -> {
                        var resident = suite.newcomer("Wendy" + number);
                        resident.switchOn(List.of("location.precise"));
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(30))
                                .until(() -> accepted(resident) == 1);
                        return resident;
                    }));
        }
        return residents;
    }

    private static Told live(Resident resident, Duration after, ExecutorService phones)
            throws Exception {
        var reports = phones.submit(() -> report(resident));
        LockSupport.parkNanos(after.toNanos());
        resident.switchOff("location.precise");
        var withdrawn = Instant.now();
        return new Told(resident, withdrawn, reports.get());
    }

    /** When the last call was sent of which a sample was accepted. */
    private static Instant report(Resident resident) {
        var last = Instant.EPOCH;
        long begun = System.nanoTime();
        for (int i = 0; System.nanoTime() - begun < LENGTH.toNanos(); i++) {
            var sent = Instant.now();
            if (accepted(resident) == 1) {
                last = sent;
            }
            long next = begun + i * Duration.ofSeconds(1).dividedBy(SAMPLES_A_SECOND).toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
        }
        return last;
    }

    private static int accepted(Resident resident) {
        var answer = resident.locate(1);
        return answer.status() == 202 ? answer.json().path("accepted").asInt() : 0;
    }

    private long takenAfter(Told one) {
        return locations(one, ">");
    }

    private long takenBefore(Told one) {
        return locations(one, "<=");
    }

    private long locations(Told one, String when) {
        return suite.databases()
                .number(
                        "device",
                        "SELECT count(*) FROM location WHERE account_id = ? AND at " + when + " ?",
                        one.resident().accountId(),
                        Timestamp.from(one.withdrawn()));
    }
}
