package com.bestqi.device.reading;

import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.reading.ReadingCharts.Spans;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Spans of readings that lie in the database as numbers. */
@ApplicationScoped
class PlainSpans {
    /** Some tenths of a second. */
    private static final int MOST_READINGS = 250_000;

    private final Database database;

    PlainSpans(Database database) {
        this.database = database;
    }

    /** One call; only readings of the spans found are read. */
    Spans find(SpanQuery span) {
        var rows =
                database.query(
                        "SELECT * FROM reading_spans(?, ?, ?, ?, ?, make_interval(secs => ?), ?, ?)",
                        PlainSpans::read,
                        span.ownerId(),
                        span.deviceId(),
                        span.types().stream().map(ReadingType::type).toArray(String[]::new),
                        span.query().from(),
                        span.before(),
                        (double) span.resolution().width().toSeconds(),
                        span.mostSpans(),
                        MOST_READINGS);
        boolean cut = !rows.isEmpty() && rows.getLast().isEmpty();
        return new Spans(rows.stream().flatMap(Optional::stream).toList(), cut);
    }

    /** The function ends with a row without a type when it has looked at enough. */
    private static Optional<ReadingSpan> read(ResultSet row) throws SQLException {
        var type = row.getString("type");
        return type == null
                ? Optional.empty()
                : Optional.of(
                        new ReadingSpan(
                                row.getTimestamp("starts_at").toInstant(),
                                type,
                                row.getDouble("mean"),
                                row.getDouble("low"),
                                row.getDouble("high"),
                                row.getLong("readings")));
    }
}
