package com.bestqi.dsr.bymail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers no sooner than after a time that every case keeps within: how long a look into a cache or
 * one statement more takes cannot be told from outside.
 */
public final class EvenPace {
    private static final Duration PACE = Duration.ofMillis(200);

    private EvenPace() {}

    /** Does some work and answers when its time is over. */
    public static <T> T keep(Supplier<T> work) {
        long end = System.nanoTime() + PACE.toNanos();
        try {
            return work.get();
        } finally {
            await(end);
        }
    }

    private static void await(long end) {
        try {
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
