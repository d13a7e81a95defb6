package com.bestqi.bench;

import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Device;
import java.util.List;

/** Looks after each round whether what was acknowledged is there, and nothing else. */
final class CheckedReadings {
    private final ReadingLoad load;
    private final Databases databases;
    private final String stored;

    CheckedReadings(ReadingLoad load, Databases databases, List<Device> devices) {
        this.load = load;
        this.databases = databases;
        this.stored =
                "SELECT count(*) FROM reading WHERE device_id IN ('"
                        + String.join(
                                "','",
                                devices.stream().map(one -> one.deviceId().toString()).toList())
                        + "')";
    }

    String name() {
        return load.name();
    }

    double rate(int readings) throws Exception {
        long acknowledgedBefore = load.acknowledged();
        long storedBefore = databases.number("device", stored);
        double rate = load.rate(readings);
        long acknowledged = load.acknowledged() - acknowledgedBefore;
        long added = databases.number("device", stored) - storedBefore;
        if (acknowledged != added) {
            throw new IllegalStateException(
                    acknowledged + " readings were acknowledged and " + added + " stored");
        }
        return rate;
    }
}
