package com.bestqi.device.reading;

import com.bestqi.platform.stream.Watches;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Who watches which device in this replica. What another replica stores they find by themselves, a
 * second later at most.
 */
@Singleton
class Watchers extends Watches {

    Watchers(
            TransactionSynchronizationRegistry transactions,
            StreamConfig config,
            MeterRegistry metrics) {
        super(transactions, config.most(), config.mostOfOnePerson());
        metrics.gauge("reading.streams", this, Watches::open);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }
}
