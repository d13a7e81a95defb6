package com.bestqi.platform.worker;

import java.time.Duration;

/**
 * How long to wait before trying again: twice as long each time, up to the most, and never for
 * ever.
 */
public record BackOff(Duration first, Duration most) {
    private static final int MOST_DOUBLINGS = 20;

    /** The pause after so many earlier ones. */
    public Duration after(int earlier) {
        var doubled = first.multipliedBy(1L << Math.clamp(earlier, 0, MOST_DOUBLINGS));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
