package com.bestqi.device.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.reading.ReadingListener;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Asks for a message when a device raises an alarm. One for each device, kind of alarm and ten
 * minutes, however often it reports; and none for what it reports late.
 */
@ApplicationScoped
class RaiseAlarm implements ReadingListener {
    private static final Duration ONE_IN = Duration.ofMinutes(10);
    private static final String TEMPLATE = "device-alert";
    private static final String SWITCH = "notifications";

    private final Outbox outbox;
    private final Clock clock;

    RaiseAlarm(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void arrived(Subject owner, UUID deviceId, DeviceType type, List<Arrival> readings) {
        if (!type.raisesAlarms()
                || !owner.permits(SWITCH)
                || !owner.allows(Processing.MESSAGE, DataCategory.MESSAGE)) {
            return;
        }
        var now = clock.instant();
        var earliest = now.minus(ONE_IN);
        readings.stream()
                .filter(reading ->
                        type.reading(reading.type()).filter(ReadingType::alarm).isPresent())
                .filter(reading -> reading.value() >= 1 && reading.at().isAfter(earliest))
                .map(Arrival::type)
                .distinct()
                .forEach(kind -> outbox.add(alarm(owner, deviceId, type, kind, now)));
    }

    private static MessageRequested alarm(
            Subject owner, UUID deviceId, DeviceType type, String kind, Instant now) {
        long span = now.getEpochSecond() / ONE_IN.toSeconds();
        var id = UUID.nameUUIDFromBytes((deviceId + " " + kind + " " + span).getBytes(UTF_8));
        return new MessageRequested(
                owner.accountId(),
                id,
                TEMPLATE,
                Map.of(
                        "deviceId", deviceId.toString(),
                        "deviceType", type.key(),
                        "reading", kind,
                        "at", now.toString()),
                now);
    }
}
