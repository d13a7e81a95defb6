package com.bestqi.notification.message;

import com.bestqi.platform.worker.Wakes;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Wakes the worker of the messages. */
@Singleton
class MessageWakes extends Wakes {
    MessageWakes(TransactionSynchronizationRegistry transactions) {
        super(transactions);
    }
}
