package com.bestqi.device.reading;

import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.sample.SampleTime;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which readings of a device somebody wants to see.
 *
 * @param type null for all
 * @param from the first moment that counts
 * @param to the first moment that counts no more
 */
record ReadingQuery(@Nullable String type, Instant from, Instant to, PageRequest page) {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Reads the query parameters; throws 400 when one is not valid. */
    static ReadingQuery of(
            @Nullable String type, @Nullable String from, @Nullable String to, PageRequest page) {
        return new ReadingQuery(
                type,
                from == null ? EARLIEST : instant("from", from),
                to == null ? LATEST : instant("to", to),
                page);
    }

    /** The same, for somebody who may see nothing before a moment. */
    ReadingQuery notBefore(Instant moment) {
        return moment.isAfter(from) ? new ReadingQuery(type, moment, to, page) : this;
    }

    /** Whether readings of this type are asked for. */
    boolean wants(ReadingType declared) {
        return type == null || declared.type().equals(type);
    }

    private static Instant instant(String name, String text) {
        return SampleTime.parse(text)
                .filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST))
                .orElseThrow(() ->
                        ProblemException.invalid(
                                name, "must be an ISO 8601 instant, for instance in UTC with Z"));
    }
}
