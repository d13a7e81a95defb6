package com.bestqi.device.location;

import org.jspecify.annotations.Nullable;

/** A sample as the app sends it; what is missing or cannot be read is refused for it alone. */
record LocationItem(
        @Nullable String at,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable Double accuracy,
        @Nullable String precision) {
    /** Keeps the place out of logs. */
    @Override
    public String toString() {
        return "LocationItem";
    }
}
