package com.bestqi.device.geofence;

import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Wants to know of crossings. Every bean is told, in the transaction that keeps the crossing. */
public interface CrossingListener {

    /** A phone came to a place, or left it; told once. The caller holds the person's lock. */
    void crossed(Subject owner, UUID geofenceId, boolean entered, Instant at);

    /**
     * Places are forgotten with all that happened at them. In the transaction that forgets them,
     * under the person's lock.
     */
    void forgotten(UUID accountId, Collection<UUID> geofenceIds);
}
