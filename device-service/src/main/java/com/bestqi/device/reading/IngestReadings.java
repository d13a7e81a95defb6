package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.reading.ReadingListener.Arrival;
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
import java.util.UUID;

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
        var type = types.find(device.deviceType()).orElseThrow();
        var rules = new ReadingRules(type, device.activatedAt(), owner, clock.instant());
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
        int stored =
                device.watched() || type.raisesAlarms()
                        ? storeAndTell(owner, type, token.deviceId(), plain, confidential)
                        : readings.insertPlain(owner, token.deviceId(), plain)
                                + readings.insertConfidential(
                                        owner, token.deviceId(), confidential);
        if (stored > 0) {
            watchers.wakeAfterCommit(token.deviceId());
        }
        return new Outcome(stored, plain.size() + confidential.size() - stored, refused);
    }

    private int storeAndTell(
            Subject owner,
            DeviceType type,
            UUID deviceId,
            List<Reading> plain,
            List<Reading> confidential) {
        var stored = readings.insertTelling(owner, deviceId, plain, confidential);
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
