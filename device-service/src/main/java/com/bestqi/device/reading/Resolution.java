package com.bestqi.device.reading;

import com.bestqi.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * How long the spans of a chart are.
 *
 * @param width whole seconds
 */
record Resolution(Duration width) {
    private static final Duration FINEST = Duration.ofSeconds(1);
    private static final Duration COARSEST = Duration.ofDays(31);

    /** A Monday at midnight, so that weeks and days begin where people expect them to. */
    private static final Instant ORIGIN = Instant.parse("2001-01-01T00:00:00Z");

    /** Reads the query parameter; throws 400 when it is not valid. */
    static Resolution parse(String text) {
        try {
            var width = Duration.parse(text);
            if (width.compareTo(FINEST) >= 0
                    && width.compareTo(COARSEST) <= 0
                    && width.getNano() == 0) {
                return new Resolution(width);
            }
        } catch (DateTimeException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.invalid(
                "resolution",
                "must be an ISO 8601 duration of whole seconds from PT1S to P31D, for instance"
                        + " PT15M");
    }

    /** When the span begins that a moment lies in. */
    Instant startOf(Instant moment) {
        long seconds = moment.getEpochSecond() - ORIGIN.getEpochSecond();
        return ORIGIN.plusSeconds(seconds - Math.floorMod(seconds, width.toSeconds()));
    }
}
