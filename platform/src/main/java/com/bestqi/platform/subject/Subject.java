package com.bestqi.platform.subject;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a service knows of a person it may work for, as of the lock it was read under.
 *
 * @param consentRevision the consent revision that stored records name (I-7)
 * @param granted key of a switch or purpose, and since when it is on; absent is off
 */
public record Subject(UUID accountId, long consentRevision, Map<String, Instant> granted) {
    /** Copies the map. */
    public Subject {
        granted = Map.copyOf(granted);
    }

    /** Whether a switch is on now. Unknown is no. */
    public boolean permits(String key) {
        return granted.containsKey(key);
    }

    /** Whether a switch is on now and was on, without a break, when a sample was taken (PM-8). */
    public boolean permits(String key, Instant taken) {
        var since = granted.get(key);
        return since != null && !taken.isBefore(since);
    }
}
