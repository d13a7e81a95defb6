package com.bestqi.device.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reading as a device sends it. What is missing or cannot be read is refused for this item alone,
 * so nothing is demanded here.
 */
@RegisterForReflection
record ReadingItem(
        @Nullable String at,
        @Nullable String type,
        @Nullable Double value,
        @Nullable String text,
        @Nullable String unit) {

    /** The JSON body. */
    @RegisterForReflection
    record Batch(@Nullable List<@Nullable ReadingItem> readings) {}

    /**
     * An item in its place.
     *
     * @param index its place in the body, from 0
     * @param item null when it could not be read
     */
    record Entry(int index, @Nullable ReadingItem item) {}

    /** Keeps what was said out of logs. */
    @Override
    public String toString() {
        return "ReadingItem[" + type + "]";
    }
}
