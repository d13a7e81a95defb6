package com.bestqi.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Makes the clock that everything injects; nothing asks the system for the time itself. */
@ApplicationScoped
public class SystemClock {

    /**
     * UTC, cut to microseconds so that an instant survives its way through PostgreSQL unchanged.
     */
    @Produces
    @ApplicationScoped
    public Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }
}
