package com.bestqi.dsr.hold;

import com.bestqi.platform.event.SubjectDirective.Hold;
import com.bestqi.platform.event.SubjectDirective.Hold.Ground;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as staff place it. What it does not narrow it covers.
 *
 * @param reference file number of those who know more; nothing about the person
 */
@RegisterForReflection
public record HoldOpening(
        @NotNull Ground ground,
        @Nullable @Pattern(regexp = "[A-Z0-9][A-Z0-9./-]{0,31}") String reference,
        @Nullable @Size(max = 20) List<@NotNull @Size(max = 50) String> services,
        @Nullable @Size(max = 100) List<@NotNull @Size(max = 50) String> categories,
        @Nullable @Size(max = 100) List<@NotNull @Size(max = 100) String> stores,
        @Nullable Instant until) {

    Hold hold(UUID holdId) {
        return new Hold(holdId, ground, names(services), names(categories), names(stores), until);
    }

    private static Set<String> names(@Nullable List<String> given) {
        return given == null ? Set.of() : Set.copyOf(given);
    }
}
