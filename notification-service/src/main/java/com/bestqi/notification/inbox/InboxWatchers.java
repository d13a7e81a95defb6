package com.bestqi.notification.inbox;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.stream.Watches;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who watches their inbox in this replica. What another replica puts in is found by one query for
 * all of them, a few times a second while anybody watches.
 */
@Singleton
class InboxWatchers extends Watches {
    private static final Logger LOG = Logger.getLogger(InboxWatchers.class);

    /** A transaction may commit that much after it set the time of its rows. */
    static final Duration LATE = Duration.ofSeconds(5);

    private final Database database;
    private final StreamConfig config;
    private final Clock clock;
    private final Map<UUID, Instant> found = new HashMap<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    InboxWatchers(
            TransactionSynchronizationRegistry transactions,
            StreamConfig config,
            Database database,
            Clock clock,
            MeterRegistry metrics) {
        super(transactions, config.most(), config.mostOfOnePerson());
        this.config = config;
        this.database = database;
        this.clock = clock;
        metrics.gauge("inbox.streams", this, Watches::open);
    }

    void start(@Observes StartupEvent event) {
        start();
        running = true;
        thread = Thread.ofPlatform().name("inbox-watch").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        stop();
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(config.lookEvery());
                look();
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                // Each stream looks by itself too, only less often.
                LOG.debugf("inboxes not looked at: %s", e.getClass().getSimpleName());
            }
        }
    }

    private record Arrival(UUID notificationId, UUID accountId, Instant at) {}

    private void look() {
        var watched = watched();
        if (watched.isEmpty()) {
            found.clear();
            return;
        }
        var since = clock.instant().minus(LATE);
        found.values().removeIf(at -> at.isBefore(since));
        var arrivals =
                database.query(
                        "SELECT notification_id, account_id, created_at FROM notification"
                                + " WHERE created_at >= ? AND account_id = ANY (?)",
                        row ->
                                new Arrival(
                                        row.getObject("notification_id", UUID.class),
                                        row.getObject("account_id", UUID.class),
                                        row.getTimestamp("created_at").toInstant()),
                        since,
                        watched.toArray(UUID[]::new));
        for (var arrival : arrivals) {
            if (found.put(arrival.notificationId(), arrival.at()) == null) {
                wake(arrival.accountId());
            }
        }
    }
}
