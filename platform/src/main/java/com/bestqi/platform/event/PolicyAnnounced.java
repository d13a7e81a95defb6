package com.bestqi.platform.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A version of the policy is to come into force, and everybody must be told before (PO-1, PU-6).
 *
 * @param announcementId names the notices that tell of it
 * @param material whether it changes what the policy promises, or only how it says so
 * @param changedPurposes purposes or switches of which it changes what they are for
 * @param inForceAt when it comes into force at the earliest
 */
public record PolicyAnnounced(
        String version,
        UUID announcementId,
        boolean material,
        List<String> changedPurposes,
        Instant announcedAt,
        Instant inForceAt)
        implements Event {
    /** Copies the list. */
    public PolicyAnnounced {
        changedPurposes = List.copyOf(changedPurposes);
    }

    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    @Override
    public String key() {
        return version;
    }
}
