package com.bestqi.device.scene;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That a scene ran, or would have. */
record SceneRun(UUID runId, Instant at, Outcome outcome, List<Given> given) {
    SceneRun {
        given = List.copyOf(given);
    }

    /**
     * What one action came to.
     *
     * @param commandId the command, null when the device could not be given it
     */
    record Given(UUID deviceId, @Nullable UUID commandId) {}

    /** How it went. */
    enum Outcome {
        /** Every device has its command waiting. */
        STARTED,
        /** Some device could not be given its command. */
        INCOMPLETE,
        /** It ran too often in too short a time, so nothing was given. */
        STOPPED
    }
}
