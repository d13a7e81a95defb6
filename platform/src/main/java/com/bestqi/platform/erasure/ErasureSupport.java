package com.bestqi.platform.erasure;

import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.inventory.ExternalStore;
import com.bestqi.platform.inventory.Inventory;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the engine knows of its service: the stores, the name, who holds back, and how to wait. */
@ApplicationScoped
public class ErasureSupport {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Inventory inventory;
    private final List<ExternalStore> externalStores;
    private final List<OutcomeGate> gates;
    private final KafkaSettings settings;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;
    private final Semaphore wakes = new Semaphore(0);

    /** Everything it needs is injected. */
    public ErasureSupport(
            Inventory inventory,
            @All List<ExternalStore> externalStores,
            @All List<OutcomeGate> gates,
            KafkaSettings settings,
            TransactionSynchronizationRegistry transactions,
            Clock clock) {
        this.inventory = inventory;
        this.externalStores = externalStores;
        this.gates = gates;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Inventory inventory() {
        return inventory;
    }

    public List<ExternalStore> externalStores() {
        return externalStores;
    }

    public String service() {
        return settings.service();
    }

    public Instant now() {
        return clock.instant();
    }

    public boolean holdsBack(UUID accountId) {
        return gates.stream().anyMatch(gate -> gate.holdsBack(accountId));
    }

    /** After a full chunk of a large subject, so that other people's requests come in between. */
    public Duration pauseAfterChunk() {
        return PAUSE;
    }

    /** How long a worker may take from the last delete to the answer before another one tries. */
    public Duration lease() {
        return LEASE;
    }

    public void wakeAfterCommit() {
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

    public void wake() {
        wakes.release();
    }

    public void awaitWork(Duration atMost) throws InterruptedException {
        if (wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
    }
}
