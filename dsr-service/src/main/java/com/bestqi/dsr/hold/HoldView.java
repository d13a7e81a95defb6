package com.bestqi.dsr.hold;

import com.bestqi.platform.event.SubjectDirective.Hold;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A hold for staff.
 *
 * @param state {@code IN_FORCE} or {@code RELEASED}
 * @param awaited services that have not confirmed it yet, or its end
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldView(
        UUID holdId,
        UUID accountId,
        String state,
        Hold.Ground ground,
        @Nullable String reference,
        List<String> services,
        List<String> categories,
        List<String> stores,
        @Nullable Instant until,
        @Nullable UUID placedBy,
        Instant placedAt,
        @Nullable UUID releasedBy,
        @Nullable Instant releasedAt,
        List<String> awaited) {

    static HoldView of(LegalHold found) {
        return new HoldView(
                found.id(),
                found.accountId(),
                found.releasedAt() == null ? "IN_FORCE" : "RELEASED",
                found.hold().ground(),
                found.reference(),
                found.hold().services().stream().sorted().toList(),
                found.hold().categories().stream().sorted().toList(),
                found.hold().stores().stream().sorted().toList(),
                found.hold().until(),
                found.placedBy(),
                found.placedAt(),
                found.releasedBy(),
                found.releasedAt(),
                found.awaited());
    }

    /** The answer to the call that placed it. */
    public static RestResponse<HoldView> placed(HoldView hold) {
        return RestResponse.ResponseBuilder.<HoldView>created(
                        URI.create("/v1/admin/holds/" + hold.holdId()))
                .entity(hold)
                .build();
    }
}
