package com.bestqi.platform.worker;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What a worker sleeps on: it is woken in its own process as soon as new work has committed, and by
 * itself after a while, which finds what a crash or another replica left.
 */
public class Wakes {
    private final TransactionSynchronizationRegistry transactions;
    private final Semaphore waiting = new Semaphore(0);

    /** One for each worker. */
    public Wakes(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Wakes the worker when the running transaction has committed, and not if it rolls back. */
    public void afterCommit() {
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            now();
                        }
                    }
                });
    }

    /** Wakes the worker. */
    public void now() {
        waiting.release();
    }

    /** Waits to be woken, however often that was meanwhile; false when nobody did in that time. */
    public boolean await(Duration atMost) throws InterruptedException {
        boolean woken = waiting.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
            waiting.drainPermits();
        }
        return woken;
    }
}
