package com.bestqi.device.invitation;

import com.bestqi.device.smartdevice.HomeRole;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation under way or past.
 *
 * @param invitedBy the owner of the home then
 * @param until when what it gives ends, if it does
 */
record Invitation(
        UUID invitationId,
        UUID invitedBy,
        UUID homeId,
        HomeRole role,
        @Nullable Instant until,
        Instant createdAt,
        Instant expiresAt,
        boolean accepted) {

    /** Whether there is nothing left to accept. */
    boolean over(Instant now) {
        return !now.isBefore(expiresAt) || (until != null && !now.isBefore(until));
    }
}
