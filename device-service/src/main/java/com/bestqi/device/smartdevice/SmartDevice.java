package com.bestqi.device.smartdevice;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device.
 *
 * @param ownerId whose it is
 */
record SmartDevice(
        UUID deviceId,
        UUID ownerId,
        UUID homeId,
        String deviceType,
        String name,
        String firmwareVersion,
        Identity identity,
        Instant activatedAt,
        Instant lastSeenAt) {

    /** What the device says of itself and of its connection. */
    record Identity(String serialNumber, String macAddress, @Nullable String ssid) {
        @Override
        public String toString() {
            return "Identity";
        }
    }

    /** Whether it was heard of lately. */
    boolean online(Instant now, Duration within) {
        return !lastSeenAt.plus(within).isBefore(now);
    }

    @Override
    public String toString() {
        return "SmartDevice[" + deviceId + "]";
    }
}
