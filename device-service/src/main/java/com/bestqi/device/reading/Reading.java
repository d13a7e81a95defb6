package com.bestqi.device.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reading that may be kept, or was: a number or a text. */
record Reading(Instant at, String type, @Nullable Double value, @Nullable String text) {
    @Override
    public String toString() {
        return "Reading[" + type + "]";
    }
}
