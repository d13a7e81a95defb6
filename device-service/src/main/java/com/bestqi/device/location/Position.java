package com.bestqi.device.location;

import java.time.Instant;
import java.util.UUID;

/** Where a phone was. */
record Position(UUID installationId, Instant at, Precision precision, Coordinates coordinates) {

    enum Precision {
        PRECISE,
        COARSE
    }
}
