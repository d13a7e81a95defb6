package com.bestqi.platform.test;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The service's clock in tests: the system's, moved by as much as a test says. */
@Alternative
@Priority(1)
@ApplicationScoped
public class MovableClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> allAhead = new AtomicReference<>(Duration.ZERO);

    /** Moves this clock alone on (or back) from where it is, as one that goes wrong. */
    public void move(Duration by) {
        ahead.updateAndGet(by::plus);
    }

    /** Moves all clocks, as time that passes. */
    public void moveAll(Duration by) {
        allAhead.updateAndGet(by::plus);
    }

    Duration allAhead() {
        return allAhead.get();
    }

    /** Puts the clocks right again. */
    public void reset() {
        ahead.set(Duration.ZERO);
        allAhead.set(Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC()
                .instant()
                .plus(ahead.get())
                .plus(allAhead.get())
                .truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("the suite counts in UTC");
    }
}
