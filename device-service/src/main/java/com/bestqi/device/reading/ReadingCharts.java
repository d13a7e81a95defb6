package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Readings by spans of time, newest first, for charts (DV-3). What is plain the database counts
 * together; ciphertext is opened and counted here. A page ends early, at the end of a span, when it
 * would have to look at very many readings.
 */
@ApplicationScoped
class ReadingCharts {
    private final PlainSpans plain;
    private final ConfidentialSpans confidential;
    private final ReadingSight sight;

    ReadingCharts(PlainSpans plain, ConfidentialSpans confidential, ReadingSight sight) {
        this.plain = plain;
        this.confidential = confidential;
        this.sight = sight;
    }

    /**
     * A page of spans with what is known of their types.
     *
     * @param more whether the chart goes on behind them
     */
    record Chart(DeviceType type, List<ReadingSpan> spans, boolean more) {}

    /**
     * Spans in order, of which the first may lie before the cursor.
     *
     * @param cut whether there may be more of them
     */
    record Spans(List<ReadingSpan> spans, boolean cut) {}

    /** Throws as {@link ReadingSight#of}, and 422 when a text is asked for. */
    Chart draw(UUID accountId, UUID deviceId, ReadingQuery asked, Resolution resolution) {
        var visible = sight.of(accountId, deviceId);
        var query = asked.notBefore(visible.from());
        var wanted = visible.shown().stream().filter(query::wants).toList();
        if (query.type() != null && wanted.stream().anyMatch(ReadingType::text)) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "Only numbers can be told by spans of time.");
        }
        var numbers = wanted.stream().filter(declared -> !declared.text()).toList();
        var after = TimeCursor.of(query.page()).orElse(null);
        var span = new SpanQuery(visible.ownerId(), deviceId, numbers, query, resolution, after);
        var found =
                numbers.stream().allMatch(ReadingType::plain)
                        ? plain.find(span)
                        : confidential.find(span);
        return page(visible.type(), found, after, query.page().limit());
    }

    private static Chart page(DeviceType type, Spans found, @Nullable TimeCursor after, int limit) {
        var behind = found.spans().stream().filter(span -> isBehind(span, after)).toList();
        return behind.size() > limit
                ? new Chart(type, behind.subList(0, limit), true)
                : new Chart(type, behind, found.cut() && !behind.isEmpty());
    }

    private static boolean isBehind(ReadingSpan span, @Nullable TimeCursor cursor) {
        return cursor == null
                || span.at().isBefore(cursor.at())
                || (span.at().equals(cursor.at()) && span.type().compareTo(cursor.name()) > 0);
    }
}
