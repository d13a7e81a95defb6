package com.bestqi.device.usage;

import java.time.Instant;

/**
 * Something done with the app.
 *
 * @param target the place in the app, as the app names it
 */
record UsageEvent(Instant at, Kind kind, String target) {

    enum Kind {
        VISIT,
        CLICK,
        DOWNLOAD,
        MESSAGE_SENT,
        MESSAGE_RECEIVED
    }

    @Override
    public String toString() {
        return "UsageEvent[" + kind + "]";
    }
}
