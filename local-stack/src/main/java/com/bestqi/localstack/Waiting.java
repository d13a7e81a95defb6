package com.bestqi.localstack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition by asking it again and again; never by hoping that some time is enough. */
final class Waiting {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Waiting() {}

    /** Returns whether {@code condition} became true in time. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return true;
    }
}
