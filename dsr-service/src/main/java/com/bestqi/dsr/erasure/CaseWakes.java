package com.bestqi.dsr.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the worker as soon as there is something to do; a poll finds what a crash left. */
@ApplicationScoped
class CaseWakes {
    private final TransactionSynchronizationRegistry transactions;
    private final Semaphore wakes = new Semaphore(0);

    CaseWakes(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Wakes the worker when the running transaction has committed. */
    void afterCommit() {
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

    void now() {
        wakes.release();
    }

    void await(Duration atMost) throws InterruptedException {
        if (wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
    }
}
