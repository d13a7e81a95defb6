package com.bestqi.device.reading;

import com.bestqi.device.reading.IngestReadings.Outcome;
import com.bestqi.device.reading.IngestReadings.Report;
import com.bestqi.device.smartdevice.DeviceToken;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Stores what many devices report at the same time with one commit, for a commit costs more than
 * most reports. Nobody waits for others to come: while the turns are taken reports gather, and the
 * next turn takes along all that are there. What may have to wait for a lock is done outside of a
 * turn, so that one person's erasure holds up no other's readings.
 */
@ApplicationScoped
class IngestTogether {
    private static final Logger LOG = Logger.getLogger(IngestTogether.class);
    private static final int TURNS = 2;
    private static final int MOST_REPORTS = 64;
    private static final int MOST_READINGS = 4_000;

    private final IngestReadings ingest;
    private final DistributionSummary reports;
    private final Semaphore turns = new Semaphore(TURNS, true);
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    IngestTogether(IngestReadings ingest, MeterRegistry metrics) {
        this.ingest = ingest;
        this.reports =
                DistributionSummary.builder("device.reports.together")
                        .description("Reports of readings that one commit stored")
                        .register(metrics);
    }

    /** A report whose sender waits; nothing comes of it when it is to be stored alone. */
    private record Waiting(Report report, CompletableFuture<Optional<Outcome>> outcome) {}

    /** As {@link IngestReadings#store}. */
    Outcome store(DeviceToken token, List<ReadingItem.Entry> batch) {
        var mine = new Waiting(new Report(token, batch), new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(mine);
        }
        // Each that waits takes a turn after it came, so no report is left without one.
        turns.acquireUninterruptibly();
        try {
            storeAll(next());
        } finally {
            turns.release();
        }
        return mine.outcome().join().orElseGet(() -> alone(token, batch));
    }

    private Outcome alone(DeviceToken token, List<ReadingItem.Entry> batch) {
        var outcome = ingest.store(token, batch);
        reports.record(1);
        return outcome;
    }

    /** The longest waiting, one of each device; none when all were taken along. */
    private List<Waiting> next() {
        var taken = new ArrayList<Waiting>();
        var devices = new HashSet<UUID>();
        int readings = 0;
        synchronized (waiting) {
            var each = waiting.iterator();
            while (each.hasNext() && taken.size() < MOST_REPORTS) {
                var one = each.next();
                int size = one.report().batch().size();
                if (!taken.isEmpty() && readings + size > MOST_READINGS) {
                    break;
                }
                if (devices.add(one.report().token().deviceId())) {
                    taken.add(one);
                    readings += size;
                    each.remove();
                }
            }
        }
        return taken;
    }

    private void storeAll(List<Waiting> group) {
        Map<UUID, Outcome> outcomes = Map.of();
        try {
            if (!group.isEmpty()) {
                outcomes = ingest.storeTogether(group.stream().map(Waiting::report).toList());
                if (!outcomes.isEmpty()) {
                    reports.record(outcomes.size());
                }
            }
        } catch (RuntimeException e) {
            // Whoever spoils it for all is told why when each is stored alone.
            LOG.debugf("%d reports are stored one by one", group.size(), e);
        } finally {
            for (var one : group) {
                var id = one.report().token().deviceId();
                one.outcome().complete(Optional.ofNullable(outcomes.get(id)));
            }
        }
    }
}
