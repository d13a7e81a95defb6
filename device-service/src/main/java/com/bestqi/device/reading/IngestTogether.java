package com.bestqi.device.reading;

import com.bestqi.device.reading.IngestReadings.Outcome;
import com.bestqi.device.reading.IngestReadings.Report;
import com.bestqi.device.smartdevice.DeviceToken;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Stores what many devices report at the same time with one commit, for a commit costs more than
 * most reports. Nobody waits for others to come: while the turns are taken reports gather, and who
 * has been waiting longest gets the next turn and takes along all that are there. What may have to
 * wait for a lock is done outside of a turn, so that one person's erasure holds up no other's
 * readings.
 */
@ApplicationScoped
class IngestTogether {
    private static final Logger LOG = Logger.getLogger(IngestTogether.class);
    private static final int TURNS = 2;
    private static final int MOST_DEVICES = 64;
    private static final int MOST_READINGS = 4_000;

    private final IngestReadings ingest;
    private final DistributionSummary reports;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int turnsTaken;

    IngestTogether(IngestReadings ingest, MeterRegistry metrics) {
        this.ingest = ingest;
        this.reports =
                DistributionSummary.builder("device.reports.together")
                        .description("Reports of readings that one commit stored")
                        .register(metrics);
    }

    /** What one device reported, whose sender waits and is woken once. */
    private record Waiting(UUID deviceId, List<Report> reports, CompletableFuture<Step> step) {
        int readings() {
            return reports.stream().mapToInt(report -> report.batch().size()).sum();
        }
    }

    /** What a sender is woken for. */
    private sealed interface Step {}

    /** A turn: a group to be stored, of which the sender's own is the first. */
    private record Turn(List<Waiting> group) implements Step {}

    /** What became of each report; nothing came of those that are to be stored alone. */
    private record Done(List<Optional<Outcome>> outcomes) implements Step {}

    /** Stores a report outside of every group; throws as {@link IngestReadings#store}. */
    Outcome alone(DeviceToken token, List<ReadingItem.Entry> batch) {
        var outcome = ingest.store(token, batch);
        reports.record(1);
        return outcome;
    }

    /**
     * What became of reports of one device, in their order, as far as they could share a commit
     * with others; the others are to be stored alone.
     */
    List<Optional<Outcome>> store(DeviceToken token, List<List<ReadingItem.Entry>> batches) {
        var mine =
                new Waiting(
                        token.deviceId(),
                        batches.stream().map(batch -> new Report(token, batch)).toList(),
                        new CompletableFuture<>());
        return switch (step(mine)) {
            case Turn(var group) -> use(group);
            case Done(var outcomes) -> outcomes;
        };
    }

    private Step step(Waiting mine) {
        synchronized (queue) {
            if (turnsTaken < TURNS) {
                turnsTaken++;
                return new Turn(List.of(mine));
            }
            queue.add(mine);
        }
        return mine.step().join();
    }

    /** Stores a group, gives the turn on and tells the others; returns what became of the first. */
    private List<Optional<Outcome>> use(List<Waiting> group) {
        var all = group.stream().flatMap(one -> one.reports().stream()).toList();
        List<Optional<Outcome>> outcomes = Collections.nCopies(all.size(), Optional.empty());
        try {
            outcomes = ingest.storeTogether(all);
            long stored = outcomes.stream().filter(Optional::isPresent).count();
            if (stored > 0) {
                reports.record(stored);
            }
        } catch (RuntimeException e) {
            // Whoever spoils it for all is told why when each is stored alone.
            LOG.debugf("%d reports are stored one by one", all.size(), e);
        } finally {
            giveOn();
            int next = group.getFirst().reports().size();
            for (var one : group.subList(1, group.size())) {
                int end = next + one.reports().size();
                one.step().complete(new Done(List.copyOf(outcomes.subList(next, end))));
                next = end;
            }
        }
        return List.copyOf(outcomes.subList(0, group.getFirst().reports().size()));
    }

    /** A turn is free only while nobody waits. */
    private void giveOn() {
        List<Waiting> group;
        synchronized (queue) {
            group = next();
            if (group.isEmpty()) {
                turnsTaken--;
                return;
            }
        }
        group.getFirst().step().complete(new Turn(group));
    }

    /** The longest waiting, one of each device. */
    private List<Waiting> next() {
        var taken = new ArrayList<Waiting>();
        var devices = new HashSet<UUID>();
        int readings = 0;
        var each = queue.iterator();
        while (each.hasNext() && taken.size() < MOST_DEVICES) {
            var one = each.next();
            int size = one.readings();
            if (!taken.isEmpty() && readings + size > MOST_READINGS) {
                break;
            }
            if (devices.add(one.deviceId())) {
                taken.add(one);
                readings += size;
                each.remove();
            }
        }
        return taken;
    }
}
