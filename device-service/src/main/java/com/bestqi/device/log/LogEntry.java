package com.bestqi.device.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something the app or the phone's system wrote, with everything it says. */
record LogEntry(
        Instant at,
        Level level,
        Kind kind,
        String osVersion,
        String language,
        String message,
        @Nullable String stackTrace) {

    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        FATAL
    }

    enum Kind {
        SYSTEM,
        EXCEPTION,
        CRASH
    }

    /** Keeps what was written out of logs. */
    @Override
    public String toString() {
        return "LogEntry[" + kind + "]";
    }
}
