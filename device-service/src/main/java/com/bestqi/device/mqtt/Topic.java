package com.bestqi.device.mqtt;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What is told where; every device has topics of its own. */
enum Topic {
    /** From the device: what it measured. */
    READINGS,
    /** From the device: what came of commands. */
    RESULTS,
    /** To the device: what it is to do. */
    COMMANDS,
    /** To the device: what was not taken of its messages, and why. */
    REFUSALS;

    boolean fromDevice() {
        return this == READINGS || this == RESULTS;
    }

    String of(UUID deviceId) {
        return prefix(deviceId) + name().toLowerCase(Locale.ROOT);
    }

    static String prefix(UUID deviceId) {
        return "devices/" + deviceId + "/";
    }

    /** Which topic of a device has this name. */
    static Optional<Topic> find(UUID deviceId, String name) {
        for (var topic : values()) {
            if (topic.of(deviceId).equals(name)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}
