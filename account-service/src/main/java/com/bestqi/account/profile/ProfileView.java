package com.bestqi.account.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of their account.
 *
 * @param version goes out as the entity tag, not in the body
 */
@RegisterForReflection
public record ProfileView(
        UUID accountId,
        String email,
        boolean emailVerified,
        @Schema(nullable = true) @Nullable String username,
        @Schema(nullable = true) @Nullable String phone,
        @Schema(nullable = true) @Nullable String name,
        @Schema(nullable = true) @Nullable String nickname,
        String countryCode,
        String language,
        String timeZone,
        String region,
        AcceptedPolicy acceptedPolicy,
        Instant createdAt,
        @JsonIgnore long version) {

    /** The policy accepted at registration (AC-2). */
    @RegisterForReflection
    public record AcceptedPolicy(String version, String language) {}

    @Override
    public String toString() {
        return "ProfileView[" + accountId + "]";
    }
}
