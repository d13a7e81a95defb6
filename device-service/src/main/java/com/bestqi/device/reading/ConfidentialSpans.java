package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.reading.ReadingCharts.Spans;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Spans of readings of which some lie in the database as ciphertext: opened chunk by chunk. */
@ApplicationScoped
class ConfidentialSpans {
    private static final int CHUNK = 5_000;
    private static final int MOST_READINGS = 50_000;

    private final ReadingRepository readings;

    ConfidentialSpans(ReadingRepository readings) {
        this.readings = readings;
    }

    /** Memory holds a chunk and the spans found. */
    Spans find(SpanQuery span) {
        var gathering = new Gathering(span);
        var query =
                new ReadingQuery(
                        span.query().type(),
                        span.query().from(),
                        span.before(),
                        span.query().page());
        @Nullable TimeCursor last = null;
        while (true) {
            var chunk =
                    readings.newest(
                            span.ownerId(), span.deviceId(), span.types(), query, last, CHUNK);
            for (var reading : chunk) {
                if (!gathering.take(reading)) {
                    return new Spans(gathering.spans, true);
                }
            }
            if (chunk.size() < CHUNK) {
                gathering.close();
                return new Spans(gathering.spans, false);
            }
            last = new TimeCursor(chunk.getLast().at(), chunk.getLast().type());
        }
    }

    /** Readings come newest first, so there is one span at a time that is not complete. */
    private static final class Gathering {
        private final SpanQuery asked;
        private final List<ReadingSpan> spans = new ArrayList<>();
        private final SortedMap<String, ReadingSpan> open = new TreeMap<>();
        private @Nullable Instant start;
        private int complete;
        private int taken;

        Gathering(SpanQuery asked) {
            this.asked = asked;
        }

        /** False, and it is not taken, when what was taken before is enough. */
        boolean take(Reading reading) {
            var at = asked.resolution().startOf(reading.at());
            if (!at.equals(start)) {
                close();
                // The first may be wholly before the cursor: one that shows something must follow.
                if (complete >= asked.mostSpans() || (complete >= 2 && taken >= MOST_READINGS)) {
                    return false;
                }
                start = at;
            }
            open.merge(
                    reading.type(),
                    ReadingSpan.of(at, reading),
                    (before, _) -> before.with(reading));
            taken++;
            return true;
        }

        void close() {
            if (!open.isEmpty()) {
                spans.addAll(open.values());
                open.clear();
                complete++;
            }
        }
    }
}
