package com.bestqi.platform.erasure;

import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.inventory.ExternalStore;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.worker.Wakes;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the engine knows of its service: the stores, the name, who holds back, and how to wait. */
@ApplicationScoped
public class ErasureSupport {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Inventory inventory;
    private final List<ExternalStore> externalStores;
    private final List<OutcomeGate> gates;
    private final KafkaSettings settings;
    private final Clock clock;
    private final Wakes wakes;
    private final Wakes partWakes;

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
        this.wakes = new Wakes(transactions);
        this.partWakes = new Wakes(transactions);
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

    /** What the worker sleeps on. */
    public Wakes wakes() {
        return wakes;
    }

    /** What the worker on erasures of a part sleeps on. */
    public Wakes partWakes() {
        return partWakes;
    }
}
