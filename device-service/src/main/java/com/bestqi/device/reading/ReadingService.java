package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.devicetype.DeviceType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ReadingService {
    private final ReadingRepository readings;
    private final ReadingSight sight;

    ReadingService(ReadingRepository readings, ReadingSight sight) {
        this.readings = readings;
        this.sight = sight;
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
}
