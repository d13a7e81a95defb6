package com.bestqi.platform.participation;

import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.ParticipantPresent;
import com.bestqi.platform.inventory.ExternalStore;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.StoreDeclaration;
import com.bestqi.platform.outbox.Outbox;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Registers the service at its start and says from then on that it is there. It goes the way every
 * event goes, through database and outbox: a service that cannot answer does not beat either.
 */
@ApplicationScoped
public class Heartbeat {
    private final Outbox outbox;
    private final Clock clock;
    private final String service;
    private final String digest;
    private final List<String> stores;

    /** Reads the inventory once; it does not change while the service runs. */
    public Heartbeat(
            Outbox outbox,
            Clock clock,
            KafkaSettings settings,
            Inventory inventory,
            @All List<ExternalStore> externalStores) {
        this.outbox = outbox;
        this.clock = clock;
        this.service = settings.service();
        this.digest = inventory.digest();
        this.stores =
                Stream.concat(
                                inventory.erasable().stream().map(StoreDeclaration::table),
                                externalStores.stream().map(ExternalStore::name))
                        .toList();
    }

    /** Says it once. */
    @Scheduled(
            every = "${bestqi.heartbeat.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    public void beat() {
        outbox.add(new ParticipantPresent(service, digest, stores, clock.instant()));
    }
}
