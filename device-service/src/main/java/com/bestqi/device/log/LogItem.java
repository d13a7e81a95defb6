package com.bestqi.device.log;

import org.jspecify.annotations.Nullable;

/** An entry as the app sends it; what is missing or cannot be read is refused for it alone. */
record LogItem(
        @Nullable String at,
        @Nullable String level,
        @Nullable String kind,
        @Nullable String osVersion,
        @Nullable String language,
        @Nullable String message,
        @Nullable String stackTrace) {
    /** Keeps what was written out of logs. */
    @Override
    public String toString() {
        return "LogItem";
    }
}
