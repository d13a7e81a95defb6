package com.bestqi.endtoend.chaos;

import com.bestqi.localstack.Stack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills a part every few seconds, or freezes one for longer than any lease lasts. Which and when
 * follows from the seed. The mail sink is spared, for it is where duplicates are counted.
 */
final class Faults implements AutoCloseable {
    /** Five deaths of one part in a minute would stop the stack, as they should. */
    private static final int DEATHS_A_MINUTE = 3;

    private static final int DOWN_AT_ONCE = 2;
    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final int ONE_FREEZE_IN = 12;
    private static final List<String> PARTS =
            List.of(
                    "account",
                    "device",
                    "consent",
                    "dsr",
                    "notification",
                    "account",
                    "device",
                    "consent",
                    "dsr",
                    "notification",
                    "kafka",
                    "postgres",
                    "keycloak",
                    "gateway");

    private final Stack stack;
    private final Random random;
    private final Duration pause;
    private final Consumer<String> told;
    private final Map<String, ArrayDeque<Long>> deaths = new HashMap<>();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger freezes = new AtomicInteger();
    private volatile boolean running = true;
    private @Nullable Thread thread;

    /**
     * Not begun yet.
     *
     * @param pause between two faults, on average
     * @param told one line for each fault
     */
    Faults(Stack stack, long seed, Duration pause, Consumer<String> told) {
        this.stack = stack;
        this.random = new Random(seed);
        this.pause = pause;
        this.told = told;
    }

    void begin() {
        thread = Thread.ofPlatform().name("faults").start(this::run);
    }

    int kills() {
        return kills.get();
    }

    int freezes() {
        return freezes.get();
    }

    private void run() {
        try {
            while (running) {
                Thread.sleep(pause.toMillis() / 2 + random.nextLong(pause.toMillis()));
                fault();
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void fault() throws InterruptedException {
        var part = PARTS.get(random.nextInt(PARTS.size()));
        boolean freeze = random.nextInt(ONE_FREEZE_IN) == 0;
        if (!mayDie(part) || !stack.part(part).ready() || down() >= DOWN_AT_ONCE) {
            return;
        }
        if (freeze) {
            freezes.incrementAndGet();
            told.accept("freezes " + part);
            stack.pause(part);
            try {
                Thread.sleep(FROZEN);
            } finally {
                stack.resume(part);
            }
        } else {
            kills.incrementAndGet();
            told.accept("kills " + part);
            deaths.computeIfAbsent(part, _ -> new ArrayDeque<>()).add(System.nanoTime());
            stack.kill(part);
        }
    }

    /** On a slow machine parts take long to come back; with all of them down nothing is tried. */
    private long down() {
        return PARTS.stream().distinct().filter(part -> !stack.part(part).ready()).count();
    }

    private boolean mayDie(String part) {
        var times = deaths.computeIfAbsent(part, _ -> new ArrayDeque<>());
        long minuteAgo = System.nanoTime() - Duration.ofMinutes(1).toNanos();
        while (!times.isEmpty() && times.getFirst() < minuteAgo) {
            times.removeFirst();
        }
        return times.size() < DEATHS_A_MINUTE;
    }

    /** Makes no more faults; what is frozen goes on. */
    @Override
    public void close() throws InterruptedException {
        running = false;
        var open = thread;
        if (open != null) {
            open.interrupt();
            open.join();
        }
    }
}
