package com.bestqi.device.reading;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.worker.Wakes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches which device in this replica: few enough to be served (F17), and woken at once by
 * what this replica stores. What another stores they find by themselves, a second later at most.
 */
@ApplicationScoped
class Watchers {
    private final TransactionSynchronizationRegistry transactions;
    private final StreamConfig config;
    private final Map<UUID, Set<Watch>> byDevice = new ConcurrentHashMap<>();
    private final Set<Watch> all = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Watchers(
            TransactionSynchronizationRegistry transactions,
            StreamConfig config,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.config = config;
        metrics.gauge("reading.streams", all, Set::size);
    }

    /** One open stream. */
    final class Watch implements AutoCloseable {
        private final UUID ownerId;
        private final UUID deviceId;
        private final Wakes wakes = new Wakes(transactions);

        private Watch(UUID ownerId, UUID deviceId) {
            this.ownerId = ownerId;
            this.deviceId = deviceId;
        }

        /** Sleeps until something was stored, or for so long; false when the service stops. */
        boolean await(Duration atMost) throws InterruptedException {
            if (!stopping) {
                wakes.await(atMost);
            }
            return !stopping;
        }

        @Override
        public void close() {
            all.remove(this);
            byDevice.computeIfPresent(
                    deviceId,
                    (_, watches) -> {
                        watches.remove(this);
                        return watches.isEmpty() ? null : watches;
                    });
        }
    }

    /** Begins to watch; throws 429 when the person, or 503 when everybody together, does enough. */
    Watch open(UUID ownerId, UUID deviceId) {
        var watch = new Watch(ownerId, deviceId);
        synchronized (this) {
            long own = all.stream().filter(other -> other.ownerId.equals(ownerId)).count();
            if (own >= config.mostOfOnePerson()) {
                throw new ProblemException(
                                CommonProblem.TOO_MANY_REQUESTS, "Too many streams are open.")
                        .header("Retry-After", "5");
            }
            if (stopping || all.size() >= config.most()) {
                throw ProblemException.unavailable(
                        CommonProblem.UNAVAILABLE, "No further stream can be served now.");
            }
            all.add(watch);
        }
        byDevice.compute(
                deviceId,
                (_, watches) -> {
                    var set = watches == null ? ConcurrentHashMap.<Watch>newKeySet() : watches;
                    set.add(watch);
                    return set;
                });
        return watch;
    }

    /** Wakes those who watch a device once the running transaction has committed. */
    void wakeAfterCommit(UUID deviceId) {
        byDevice.getOrDefault(deviceId, Set.of()).forEach(watch -> watch.wakes.afterCommit());
    }

    /** How many streams are open. */
    int open() {
        return all.size();
    }

    /**
     * A stream is a call that does not end: the server would wait for it until its patience ends,
     * and says that it stops only afterwards. So the process itself is asked.
     */
    void start(@Observes StartupEvent event) {
        stopping = false;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "streams-end"));
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        stopping = true;
        all.forEach(watch -> watch.wakes.now());
    }
}
