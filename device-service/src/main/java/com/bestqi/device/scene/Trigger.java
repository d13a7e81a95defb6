package com.bestqi.device.scene;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What starts a scene.
 *
 * @param geofenceId the place, for {@code GEOFENCE}
 * @param event whether it is reached or left, for {@code GEOFENCE}
 * @param deviceId the device that reports, for {@code READING}
 * @param type the type of reading, for {@code READING}
 * @param above it starts when a reading comes above this
 * @param below it starts when a reading comes below this
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trigger(
        @NotNull Kind kind,
        @Nullable UUID geofenceId,
        @Nullable Event event,
        @Nullable UUID deviceId,
        @Nullable @Size(max = 50) String type,
        @Nullable Double above,
        @Nullable Double below) {

    /** What kinds there are. */
    enum Kind {
        GEOFENCE,
        READING
    }

    /** Which way a place is crossed. */
    enum Event {
        ENTER,
        EXIT
    }

    /** What it waits for: the id of a place or of a device. */
    UUID source() {
        return Objects.requireNonNull(kind == Kind.GEOFENCE ? geofenceId : deviceId);
    }

    /** Whether a reading is beyond the line. */
    boolean beyond(double value) {
        return above != null ? value > above : below != null && value < below;
    }

    /** Keeps the line out of logs. */
    @Override
    public String toString() {
        return "Trigger[" + kind + "]";
    }
}
