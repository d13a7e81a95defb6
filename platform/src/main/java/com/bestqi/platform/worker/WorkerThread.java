package com.bestqi.platform.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A daemon thread that repeats a round until it is stopped. A round that fails is logged, without
 * what it was about, and the next one begins after a rest.
 */
public final class WorkerThread {
    private static final Logger LOG = Logger.getLogger(WorkerThread.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private final String name;
    private final Wakes wakes;
    private final Round round;
    private final Thread thread;
    private volatile boolean running = true;

    /** What is repeated. It waits by itself while there is nothing to do. */
    public interface Round {
        /** Once; an interruption ends the thread. */
        void run() throws InterruptedException;
    }

    private WorkerThread(String name, Wakes wakes, Round round) {
        this.name = name;
        this.wakes = wakes;
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::repeat);
    }

    /** Starts one that sleeps on {@code wakes}. */
    public static WorkerThread start(String name, Wakes wakes, Round round) {
        var worker = new WorkerThread(name, wakes, round);
        worker.thread.start();
        return worker;
    }

    /** Lets the round under way end, and waits for that a while. */
    public void stop() throws InterruptedException {
        running = false;
        wakes.now();
        thread.join(LONGEST_ROUND);
    }

    private void repeat() {
        while (running) {
            try {
                round.run();
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("%s failed, tries again: %s", name, e.getClass().getSimpleName());
                LOG.debug("failure of a worker", e);
                rest();
            }
        }
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
