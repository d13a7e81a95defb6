package com.bestqi.dsr.erasure;

import com.bestqi.platform.worker.Wakes;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Wakes the worker of the cases. */
@Singleton
class CaseWakes extends Wakes {
    CaseWakes(TransactionSynchronizationRegistry transactions) {
        super(transactions);
    }
}
