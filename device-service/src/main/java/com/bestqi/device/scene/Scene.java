package com.bestqi.device.scene;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A scene as its person made it. */
record Scene(UUID sceneId, boolean enabled, Plan plan, Instant createdAt) {

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

    @Override
    public String toString() {
        return "Scene[" + sceneId + "]";
    }
}
