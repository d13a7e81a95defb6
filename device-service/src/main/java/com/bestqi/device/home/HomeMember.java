package com.bestqi.device.home;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.HomeRole;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a home.
 *
 * @param joinedAt null for the owner
 * @param until when it ends, if it does
 */
record HomeMember(
        UUID accountId, HomeRole role, @Nullable Instant joinedAt, @Nullable Instant until) {
    /** Where it stands in the list, of which the owner is the first. */
    TimeCursor position() {
        return new TimeCursor(joinedAt == null ? Instant.EPOCH : joinedAt, accountId.toString());
    }
}
