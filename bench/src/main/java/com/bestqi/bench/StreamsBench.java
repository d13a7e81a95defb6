package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Resident;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * How long it takes from a message that another service wants told to the apps that watch their
 * inboxes, with many of them open; and how long until an announcement has reached all of them.
 */
final class StreamsBench implements Bench.Measurement {
    private static final int STREAMS = Bench.number("BENCH_STREAMS", 2_000);
    private static final int EACH = 10;
    private static final int MESSAGES = 600;
    private static final int WARM_UP = 200;
    private static final Duration APART = Duration.ofMillis(50);
    private static final double GOAL_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var people = Residents.register(stack, STREAMS / EACH);
        var databases = new Databases(stack);
        settle(databases);
        var sent = new ConcurrentHashMap<String, Long>();
        var everybody = new ConcurrentHistogram(3);
        var micros = new ConcurrentHistogram(3);
        var announced = new long[1];
        try (var streams =
                new InboxStreams(
                        stack,
                        (_, id, nanos) -> {
                            var since = sent.get(id);
                            if (since != null) {
                                micros.recordValue((nanos - since) / 1_000);
                            } else if (announced[0] != 0) {
                                everybody.recordValue((nanos - announced[0]) / 1_000);
                            }
                        })) {
            Residents.watch(stack, people, streams, EACH);
            streams.awaitOpen(PATIENCE);
            try (var bus = new NoticeProducer(stack)) {
                tell(bus, people, WARM_UP, sent);
                await(micros, WARM_UP);
                micros.reset();
                tell(bus, people, MESSAGES, sent);
                await(micros, MESSAGES);
            }
            BrokenPromise.unless(
                    streams.standing() == people.size() * EACH, "streams ended meanwhile");
            settle(databases);
            announced[0] = System.nanoTime();
            new Officer(stack).announce("POLICY_CHANGE", "To everybody who watches.");
            Patience.until(
                    PATIENCE, everybody::getTotalCount, count -> count >= people.size() * EACH);
        }
        tell("  a message, to the apps of one person", micros, report);
        tell("  an announcement, to all of them at once", everybody, report);
        double p99 = micros.getValueAtPercentile(99) / 1e3;
        report.figure(
                "message wanted to client, %d open, p99".formatted(STREAMS),
                p99,
                "ms",
                "500 or less",
                p99 <= GOAL_MILLIS);
    }

    private static void settle(Databases databases) {
        Patience.until(
                PATIENCE,
                () ->
                        databases.number(
                                "notification",
                                "SELECT count(*) FROM message WHERE state IN ('PENDING',"
                                        + " 'SENDING')"),
                left -> left == 0);
    }

    /** Counted from when each was to be sent. */
    private static void tell(
            NoticeProducer bus, List<Resident> people, int count, Map<String, Long> sent)
            throws Exception {
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            next += APART.toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
            var id = UUID.randomUUID();
            sent.put(id.toString(), next);
            bus.tell(people.get(i % people.size()).accountId(), id);
        }
    }

    private static void await(ConcurrentHistogram micros, int messages) {
        long wanted = (long) messages * EACH;
        Patience.until(Duration.ofSeconds(30), micros::getTotalCount, count -> count >= wanted);
        BrokenPromise.unless(
                micros.getTotalCount() == wanted,
                micros.getTotalCount() + " events instead of " + wanted);
    }

    private static void tell(String what, ConcurrentHistogram micros, Report report) {
        report.line(
                "%s: p50 %.0f ms, p99 %.0f ms, max %.0f ms of %d events",
                what,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount());
    }
}
