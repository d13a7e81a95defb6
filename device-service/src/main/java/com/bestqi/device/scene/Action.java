package com.bestqi.device.scene;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a device is to do in a scene. */
@RegisterForReflection
record Action(@NotNull UUID deviceId, @NotNull @Valid Order command) {

    /** The command. */
    @RegisterForReflection
    record Order(
            @NotBlank @Size(max = 50) String name,
            @NotNull @Size(max = 20) Map<String, @Nullable Object> arguments) {
        /** Keeps what is said out of logs. */
        @Override
        public String toString() {
            return "Order[" + name + "]";
        }
    }
}
