package com.bestqi.device.reading;

import com.bestqi.device.smartdevice.DeviceRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Readings go with their device. */
@ApplicationScoped
class ReadingRows implements DeviceRows {
    private final ReadingRepository readings;

    ReadingRows(ReadingRepository readings) {
        this.readings = readings;
    }

    @Override
    public int delete(UUID ownerId, UUID deviceId, int atMost) {
        return readings.delete(ownerId, deviceId, atMost);
    }
}
