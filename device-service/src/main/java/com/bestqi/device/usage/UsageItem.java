package com.bestqi.device.usage;

import org.jspecify.annotations.Nullable;

/** An event as the app sends it; what is missing or cannot be read is refused for it alone. */
record UsageItem(@Nullable String at, @Nullable String kind, @Nullable String target) {
    /** Keeps what was done out of logs. */
    @Override
    public String toString() {
        return "UsageItem";
    }
}
