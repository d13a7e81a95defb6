package com.bestqi.device.scene;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That a scene ran, or would have. */
record SceneRun(UUID runId, Instant at, Cause cause, Outcome outcome, List<Given> given) {
    SceneRun {
        given = List.copyOf(given);
    }

    /**
     * What started it, with which the run goes.
     *
     * @param sourceId the place or device, null when it was a time
     * @param restsOn the switch that what was told of it needs, if any
     * @param at when it happened
     */
    record Cause(@Nullable UUID sourceId, @Nullable String restsOn, Instant at) {
        /** A moment came. */
        static Cause moment(Instant at) {
            return new Cause(null, null, at);
        }
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
        STOPPED,
        /** The service was down at its moment, and it is too late now. */
        MISSED
    }
}
