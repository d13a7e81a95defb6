package com.bestqi.device.reading;

import java.time.Instant;

/**
 * What the readings of one type within one span of time come to.
 *
 * @param at when the span begins
 */
record ReadingSpan(Instant at, String type, double mean, double min, double max, long count) {
    static ReadingSpan of(Instant at, Reading first) {
        double value = number(first);
        return new ReadingSpan(at, first.type(), value, value, value, 1);
    }

    /** With one more of the same type and span. */
    ReadingSpan with(Reading another) {
        double value = number(another);
        return new ReadingSpan(
                at,
                type,
                mean + (value - mean) / (count + 1),
                Math.min(min, value),
                Math.max(max, value),
                count + 1);
    }

    private static double number(Reading reading) {
        var value = reading.value();
        if (value == null) {
            throw new IllegalArgumentException("a text has no mean");
        }
        return value;
    }

    /** Keeps what was said out of logs. */
    @Override
    public String toString() {
        return "ReadingSpan[" + type + "]";
    }
}
