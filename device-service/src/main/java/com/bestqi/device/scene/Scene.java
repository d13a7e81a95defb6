package com.bestqi.device.scene;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scene as its person made it.
 *
 * @param nextAt when it starts next, if it waits for a time and that can be told
 */
record Scene(
        UUID sceneId, boolean enabled, Plan plan, Instant createdAt, @Nullable Instant nextAt) {

    /** Its content, stored as one ciphertext. */
    @RegisterForReflection
    record Plan(String name, Trigger trigger, List<Action> actions) {
        Plan {
            actions = List.copyOf(actions);
        }

        /** Keeps it out of logs. */
        @Override
        public String toString() {
            return "Plan";
        }
    }

    /**
     * The newest reading a scene has seen, stored as ciphertext.
     *
     * @param at when it counts: it was taken then, or arrived when its clock was ahead
     * @param takenAt when it was taken, by its own clock
     * @param beyond whether it was beyond the scene's line
     * @param restsOn the switch that such readings need, if any
     */
    @RegisterForReflection
    record Seen(Instant at, Instant takenAt, boolean beyond, @Nullable String restsOn) {
        @Override
        public String toString() {
            return "Seen";
        }
    }

    @Override
    public String toString() {
        return "Scene[" + sceneId + "]";
    }
}
