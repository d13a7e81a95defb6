package com.bestqi.platform.worker;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works on what is due, several at once, so that one that is slow holds up nobody else. What each
 * needs next stands in its row, claimed under a lease: a crash costs at most that.
 */
public final class WorkerPool<T> {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final String name;
    private final int most;
    private final Wakes wakes;
    private final Work<T> work;
    private final Semaphore slots;
    private final ExecutorService workers;
    private final WorkerThread dispatcher;

    /** Where the work comes from and how it is done. */
    public interface Work<T> {

        /** Waits until work may begin at all; false when that takes longer. */
        boolean ready() throws InterruptedException;

        /** Claims at most so many that are due, in a transaction that the pool makes. */
        List<T> claim(int most);

        /** How long to sleep when fewer were due than could be worked on. */
        Duration pause();

        /** Takes one a step further, outside of a transaction. */
        void step(T claimed);

        /** Puts off one of which the step failed, in a transaction that the pool makes. */
        void postpone(T failed);
    }

    private WorkerPool(String name, int most, Wakes wakes, Work<T> work) {
        this.name = name;
        this.most = most;
        this.wakes = wakes;
        this.work = work;
        this.slots = new Semaphore(most);
        this.workers =
                Executors.newFixedThreadPool(
                        most, Thread.ofPlatform().name(name + "-", 1).daemon().factory());
        this.dispatcher = WorkerThread.start(name + "-dispatcher", wakes, this::dispatch);
    }

    /** Starts one of so many threads; {@code T}'s text names its number and nothing else. */
    public static <T> WorkerPool<T> start(String name, int most, Wakes wakes, Work<T> work) {
        return new WorkerPool<>(name, most, wakes, work);
    }

    /** Lets the steps under way end, and waits for that a while. */
    public void stop() throws InterruptedException {
        dispatcher.stop();
        workers.shutdown();
        if (!workers.awaitTermination(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS)) {
            LOG.infof("%s: left in the middle of a step, the next start repeats it", name);
        }
    }

    private void dispatch() throws InterruptedException {
        if (!work.ready()) {
            return;
        }
        slots.acquire();
        int free = 1 + slots.drainPermits();
        List<T> claimed = List.of();
        try {
            claimed = QuarkusTransaction.requiringNew().call(() -> work.claim(free));
        } finally {
            slots.release(free - claimed.size());
        }
        claimed.forEach(one -> workers.execute(() -> run(one)));
        if (claimed.size() < free) {
            wakes.await(work.pause());
        }
    }

    private void run(T claimed) {
        try {
            work.step(claimed);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "%s: a step failed, tries again: %s, %s",
                    name, claimed, e.getClass().getSimpleName());
            LOG.debug("failure of a step", e);
            postpone(claimed);
        } finally {
            slots.release();
            wakes.now();
        }
    }

    private void postpone(T failed) {
        try {
            QuarkusTransaction.requiringNew().run(() -> work.postpone(failed));
        } catch (RuntimeException e) {
            LOG.debug("not postponed; the end of the lease does it", e);
        }
    }
}
