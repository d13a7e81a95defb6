package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ReadingService {
    private static final Duration LATELY = Duration.ofHours(24);
    private static final int MOST_LATELY = 200;

    private final ReadingRepository readings;
    private final ReadingSight sight;
    private final Subjects subjects;
    private final Clock clock;

    ReadingService(ReadingRepository readings, ReadingSight sight, Subjects subjects, Clock clock) {
        this.readings = readings;
        this.sight = sight;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** A page of readings with what is known of their types. */
    record Found(DeviceType type, List<Reading> readings) {}

    /** Throws 404, 403 for guests of the device's home, 423 when its owner has restricted that. */
    Found list(UUID accountId, UUID deviceId, ReadingQuery query) {
        var visible = sight.of(accountId, deviceId);
        var after = TimeCursor.of(query.page()).orElse(null);
        var wanted = visible.shown().stream().filter(query::wants).toList();
        return new Found(
                visible.type(),
                readings.newest(
                        visible.ownerId(),
                        deviceId,
                        wanted,
                        query.notBefore(visible.from()),
                        after,
                        query.page().limit() + 1));
    }

    /**
     * What a person's own device reported in the last day, to find out what is wrong with it
     * (PU-4a): nothing of a sensitive category. Throws 404, 410, and 423 when the person has
     * restricted that.
     */
    Found lately(UUID ownerId, UUID deviceId) {
        if (!subjects.live(ownerId).allows(Processing.USE, DataCategory.READING)) {
            throw new ProblemException(
                    CommonProblem.PROCESSING_RESTRICTED,
                    "The processing of this data is restricted at the person's request.");
        }
        var visible = sight.shown(ownerId, deviceId);
        if (!visible.own()) {
            throw ProblemException.notFound();
        }
        var now = clock.instant();
        return new Found(
                visible.type(),
                readings.newest(
                        ownerId,
                        deviceId,
                        visible.shown().stream().filter(type -> type.category() == null).toList(),
                        new ReadingQuery(null, now.minus(LATELY), now, PageRequest.of(null, null)),
                        null,
                        MOST_LATELY));
    }
}
