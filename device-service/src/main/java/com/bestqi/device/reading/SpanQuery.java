package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.devicetype.ReadingType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which spans are to be found.
 *
 * @param types numbers alone
 * @param after the last span of the page before, of which other types may be left
 */
record SpanQuery(
        UUID ownerId,
        UUID deviceId,
        List<ReadingType> types,
        ReadingQuery query,
        Resolution resolution,
        @Nullable TimeCursor after) {

    /** The first moment that counts no more. */
    Instant before() {
        if (after == null) {
            return query.to();
        }
        var end = after.at().plus(resolution.width());
        return end.isBefore(query.to()) ? end : query.to();
    }

    /** Spans that are enough for a page and to know that there is another. */
    int mostSpans() {
        return query.page().limit() + 2;
    }
}
