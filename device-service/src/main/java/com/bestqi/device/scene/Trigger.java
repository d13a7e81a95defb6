package com.bestqi.device.scene;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
 * @param time the time of day where the person lives, for {@code SCHEDULE}
 * @param days the days of the week, for {@code SCHEDULE}; without them every day
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
        @Nullable Double below,
        @Nullable @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]") String time,
        @Nullable @Size(min = 1, max = 7) Set<@NotNull DayOfWeek> days) {
    /** Puts the days in the order of the week; a null among them is for the validation. */
    Trigger {
        if (days != null && days.stream().noneMatch(Objects::isNull)) {
            days = Collections.unmodifiableSet(new TreeSet<>(days));
        }
    }

    /** What kinds there are. */
    enum Kind {
        GEOFENCE,
        SCHEDULE,
        READING
    }

    /** Which way a place is crossed. */
    enum Event {
        ENTER,
        EXIT
    }

    /** What it waits for: the id of a place or of a device; null when it is a time. */
    @Nullable UUID source() {
        return switch (kind) {
            case GEOFENCE -> geofenceId;
            case READING -> deviceId;
            case SCHEDULE -> null;
        };
    }

    /** Whether a reading is beyond the line. */
    boolean beyond(double value) {
        return above != null ? value > above : below != null && value < below;
    }

    /** When it starts, if it waits for a time. */
    @Nullable Schedule schedule() {
        return time == null
                ? null
                : Schedule.of(time, days == null ? EnumSet.allOf(DayOfWeek.class) : days);
    }

    /** Keeps the line out of logs. */
    @Override
    public String toString() {
        return "Trigger[" + kind + "]";
    }
}
