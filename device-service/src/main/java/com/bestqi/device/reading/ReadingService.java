package com.bestqi.device.reading;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class ReadingService {
    private final ReadingRepository readings;
    private final SmartDevices devices;
    private final DeviceTypes types;

    ReadingService(ReadingRepository readings, SmartDevices devices, DeviceTypes types) {
        this.readings = readings;
        this.devices = devices;
        this.types = types;
    }

    /** A page of readings with what is known of their types. */
    record Found(DeviceType type, List<Reading> readings) {}

    Found list(UUID ownerId, UUID deviceId, ReadingQuery query) {
        var type =
                devices.typeOf(ownerId, deviceId)
                        .flatMap(types::find)
                        .orElseThrow(ProblemException::notFound);
        var after = TimeCursor.of(query.page()).orElse(null);
        var wanted = type.readings().stream().filter(query::wants).toList();
        int atMost = query.page().limit() + 1;
        return new Found(type, readings.newest(ownerId, deviceId, wanted, query, after, atMost));
    }
}
