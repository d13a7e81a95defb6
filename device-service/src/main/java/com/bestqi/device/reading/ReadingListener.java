package com.bestqi.device.reading;

import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Wants to know what a watched device reports. Every bean is told, in the transaction that stores
 * it.
 */
public interface ReadingListener {

    /**
     * Numbers that may be kept, whether or not they had been told before, in no order. The caller
     * holds the lock on the owner's data-subject row.
     */
    void arrived(Subject owner, UUID deviceId, List<Arrival> readings);

    /** A number that a device reported. */
    record Arrival(Instant at, String type, double value) {
        @Override
        public String toString() {
            return "Arrival[" + type + "]";
        }
    }
}
