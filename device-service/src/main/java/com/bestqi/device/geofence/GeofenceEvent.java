package com.bestqi.device.geofence;

import java.time.Instant;

/** A phone came to a place, or left it. */
record GeofenceEvent(Instant at, Kind kind) {

    /** Which way. */
    enum Kind {
        ENTER,
        EXIT
    }

    @Override
    public String toString() {
        return "GeofenceEvent";
    }
}
