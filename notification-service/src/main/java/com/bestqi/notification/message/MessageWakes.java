package com.bestqi.notification.message;

import com.bestqi.notification.preference.NotificationKind.Urgency;
import com.bestqi.platform.worker.Wakes;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;

/** Wakes the workers of the messages, both. */
@Singleton
class MessageWakes {
    private final Wakes urgent;
    private final Wakes others;

    MessageWakes(TransactionSynchronizationRegistry transactions) {
        this.urgent = new Wakes(transactions);
        this.others = new Wakes(transactions);
    }

    /** When the running transaction has committed. */
    void afterCommit() {
        urgent.afterCommit();
        others.afterCommit();
    }

    void now() {
        urgent.now();
        others.now();
    }

    /** What the worker of the urgent messages, or that of all, sleeps on. */
    boolean await(Urgency most, Duration atMost) throws InterruptedException {
        return (most == Urgency.HIGH ? urgent : others).await(atMost);
    }
}
