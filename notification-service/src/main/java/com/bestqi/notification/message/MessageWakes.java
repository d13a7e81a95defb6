package com.bestqi.notification.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the worker in this process after the commit of a new message. */
@ApplicationScoped
class MessageWakes {
    private final TransactionSynchronizationRegistry transactions;
    private final Semaphore wakes = new Semaphore(0);

    MessageWakes(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    void wakeAfterCommit() {
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            wake();
                        }
                    }
                });
    }

    void wake() {
        wakes.release();
    }

    void await(Duration atMost) throws InterruptedException {
        if (wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
    }
}
