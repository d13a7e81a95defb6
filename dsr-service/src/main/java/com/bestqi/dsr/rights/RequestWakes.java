package com.bestqi.dsr.rights;

import com.bestqi.platform.worker.Wakes;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Wakes the worker of the requests. */
@Singleton
public class RequestWakes extends Wakes {
    RequestWakes(TransactionSynchronizationRegistry transactions) {
        super(transactions);
    }
}
