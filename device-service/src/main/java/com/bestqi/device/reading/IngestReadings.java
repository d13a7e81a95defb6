package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.reading.ReadingListener.Arrival;
import com.bestqi.device.reading.ReadingRepository.Batch;
import com.bestqi.device.sample.Refusal;
import com.bestqi.device.smartdevice.DeviceToken;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.subject.Subject;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what a device reports. One lock and at most two inserts a batch, whatever its size: the
 * share lock on the owner's row holds consent and life still until the readings are committed.
 */
@ApplicationScoped
class IngestReadings {
    private final ReadingRepository readings;
    private final SmartDevices devices;
    private final DeviceTypes types;
    private final List<ReadingListener> listeners;
    private final Watchers watchers;
    private final Clock clock;

    IngestReadings(
            ReadingRepository readings,
            SmartDevices devices,
            DeviceTypes types,
            @All List<ReadingListener> listeners,
            Watchers watchers,
            Clock clock) {
        this.readings = readings;
        this.devices = devices;
        this.types = types;
        this.listeners = listeners;
        this.watchers = watchers;
        this.clock = clock;
    }

    /** What became of a batch. */
    record Outcome(int accepted, int duplicates, List<Refusal> refused) {}

    /** Judges and stores a batch. Throws 410 when the owner or the device is gone. */
    @Transactional
    Outcome store(DeviceToken token, List<ReadingItem.Entry> batch) {
        var device = devices.heardOf(token);
        var owner = device.owner();
        var judged = judge(device, batch);
        int stored =
                device.watched() || judged.type().raisesAlarms()
                        ? storeAndTell(owner, token.deviceId(), judged)
                        : readings.insertPlain(owner, token.deviceId(), judged.plain())
                                + readings.insertConfidential(
                                        owner, token.deviceId(), judged.confidential());
        return outcome(token.deviceId(), judged, stored);
    }

    /** What a device reported. */
    record Report(DeviceToken token, List<ReadingItem.Entry> batch) {}

    /**
     * Judges and stores what several devices reported, with three queries and one commit. Returns
     * what became of each report, in their order. Nothing comes of those that are to be stored
     * alone: of who is refused, whose readings somebody waits for or are confidential.
     */
    @Transactional
    List<Optional<Outcome>> storeTogether(List<Report> reports) {
        var active = devices.heardOf(reports.stream().map(Report::token).distinct().toList());
        var judged = new ArrayList<@Nullable Judged>(reports.size());
        var batches = new ArrayList<Batch>(reports.size());
        for (var report : reports) {
            var device = active.get(report.token());
            var found = device == null || device.watched() ? null : judge(device, report.batch());
            if (device == null || found == null || !found.plainAndQuiet()) {
                judged.add(null);
            } else {
                judged.add(found);
                batches.add(new Batch(device.owner(), report.token().deviceId(), found.plain()));
            }
        }
        var stored = readings.insertTogether(batches);
        var outcomes = new ArrayList<Optional<Outcome>>(reports.size());
        int next = 0;
        for (int i = 0; i < reports.size(); i++) {
            var found = judged.get(i);
            outcomes.add(
                    found == null
                            ? Optional.empty()
                            : Optional.of(
                                    outcome(
                                            reports.get(i).token().deviceId(),
                                            found,
                                            stored[next++])));
        }
        return outcomes;
    }

    private record Judged(
            DeviceType type,
            List<Reading> plain,
            List<Reading> confidential,
            List<Refusal> refused) {
        boolean plainAndQuiet() {
            return confidential.isEmpty() && !type.raisesAlarms();
        }
    }

    private Judged judge(SmartDevices.Active device, List<ReadingItem.Entry> batch) {
        var type = types.find(device.deviceType()).orElseThrow();
        var rules = new ReadingRules(type, device.activatedAt(), device.owner(), clock.instant());
        var plain = new ArrayList<Reading>(batch.size());
        var confidential = new ArrayList<Reading>();
        var refused = new ArrayList<Refusal>();
        for (var entry : batch) {
            switch (rules.judge(entry.item())) {
                case ReadingRules.Kept kept ->
                        (kept.type().plain() ? plain : confidential).add(kept.reading());
                case ReadingRules.Refused no ->
                        refused.add(new Refusal(entry.index(), no.reason()));
            }
        }
        return new Judged(type, plain, confidential, refused);
    }

    private Outcome outcome(UUID deviceId, Judged judged, int stored) {
        if (stored > 0) {
            watchers.wakeAfterCommit(deviceId);
        }
        int kept = judged.plain().size() + judged.confidential().size();
        return new Outcome(stored, kept - stored, judged.refused());
    }

    private int storeAndTell(Subject owner, UUID deviceId, Judged judged) {
        var type = judged.type();
        var stored = readings.insertTelling(owner, deviceId, judged.plain(), judged.confidential());
        var arrivals = new ArrayList<Arrival>(stored.size());
        stored.stream()
                .filter(reading -> reading.value() != null)
                .map(reading ->
                        new Arrival(
                                reading.at(),
                                reading.type(),
                                type.reading(reading.type())
                                        .map(ReadingType::category)
                                        .orElse(null),
                                Objects.requireNonNull(reading.value())))
                .forEach(arrivals::add);
        listeners.forEach(listener -> listener.arrived(owner, deviceId, type, arrivals));
        return stored.size();
    }
}
