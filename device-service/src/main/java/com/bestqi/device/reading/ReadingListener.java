package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Wants to know what a device reports that a scene waits for or that raises alarms. Every bean is
 * told, in the transaction that stores it.
 */
public interface ReadingListener {

    /**
     * Numbers that were stored just now, so had not been told before, in no order. The caller holds
     * the lock on the owner's data-subject row.
     */
    void arrived(Subject owner, UUID deviceId, DeviceType type, List<Arrival> readings);

    /**
     * A number that a device reported.
     *
     * @param category the switch that such readings need, if any
     */
    record Arrival(Instant at, String type, @Nullable String category, double value) {
        @Override
        public String toString() {
            return "Arrival[" + type + "]";
        }
    }
}
