package com.bestqi.localstack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts a part again when it dies unasked, after a pause that doubles with each death within a
 * minute; a part that dies five times without getting ready in between is given up, and with it the
 * whole stack.
 */
final class Supervisor implements AutoCloseable {
    private static final int GIVE_UP_AT = 5;
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final Consumer<Part> starter;
    private final Consumer<String> progress;
    private final Consumer<StackException> giveUp;
    private final Duration firstPause;
    private final LongSupplier nanoTime;
    private final Map<Part, ArrayDeque<Long>> deaths = new HashMap<>();
    private final Map<Part, Integer> deathsInARow = new HashMap<>();
    private final Set<Part> released = new HashSet<>();
    private final Map<Part, ChildProcess> watched = new HashMap<>();
    private final ScheduledExecutorService restarts =
            Executors.newScheduledThreadPool(
                    4, Thread.ofPlatform().daemon().name("restart-", 0).factory());
    private boolean closed;

    /**
     * A supervisor of no parts yet.
     *
     * @param starter starts a part again, and has it watched
     * @param progress told one line for each death
     * @param giveUp told when a part cannot be kept alive; then nothing is started any more
     */
    Supervisor(
            Consumer<Part> starter,
            Consumer<String> progress,
            Consumer<StackException> giveUp,
            Duration firstPause,
            LongSupplier nanoTime) {
        this.starter = starter;
        this.progress = progress;
        this.giveUp = giveUp;
        this.firstPause = firstPause;
        this.nanoTime = nanoTime;
    }

    /**
     * Watches the process that {@code part} runs at this moment, in which it is ready, and those
     * that follow it.
     */
    synchronized void watch(Part part) {
        released.remove(part);
        deathsInARow.remove(part);
        var child = part.process();
        if (watched.put(part, child) == child) {
            // Two starts overlapped and found the same process: one death must count once.
            return;
        }
        var unused =
                child.onExit().thenAccept(ended -> died(part, child, "code " + ended.exitValue()));
    }

    /** Lets {@code part} end without being started again. */
    synchronized void release(Part part) {
        released.add(part);
    }

    /** Starts nothing any more, and waits until what was being started has come to its end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            restarts.shutdownNow();
        }
        try {
            if (!restarts.awaitTermination(3, TimeUnit.SECONDS)) {
                progress.accept("a restart did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of a process that has been replaced on purpose is no death. */
    private synchronized void died(Part part, ChildProcess child, String how) {
        if (part.process() == child) {
            died(part, how);
        }
    }

    private synchronized void died(Part part, String how) {
        if (closed || released.contains(part)) {
            return;
        }
        var times = deaths.computeIfAbsent(part, _ -> new ArrayDeque<>());
        times.add(nanoTime.getAsLong());
        while (times.getLast() - times.getFirst() > WINDOW) {
            times.removeFirst();
        }
        if (deathsInARow.merge(part, 1, Integer::sum) >= GIVE_UP_AT) {
            closed = true;
            var reason =
                    part.name() + " died " + GIVE_UP_AT + " times in a row (last: " + how + ")";
            Thread.ofPlatform()
                    .name("give-up")
                    .start(() -> giveUp.accept(new StackException(reason)));
            return;
        }
        var pause = firstPause.multipliedBy(1L << (times.size() - 1));
        progress.accept(
                part.name()
                        + " died ("
                        + how
                        + "), starting it again in "
                        + pause.toMillis()
                        + " ms");
        var unused =
                restarts.schedule(() -> restart(part), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart(Part part) {
        synchronized (this) {
            if (closed || released.contains(part)) {
                return;
            }
        }
        try {
            starter.accept(part);
        } catch (StackException e) {
            died(part, String.valueOf(e.getMessage()));
        }
    }
}
