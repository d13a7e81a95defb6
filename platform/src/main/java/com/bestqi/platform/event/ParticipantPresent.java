package com.bestqi.platform.event;

import java.time.Instant;
import java.util.List;

/**
 * A service takes part in erasures and is there: said at its start and again and again.
 *
 * @param service its name, with which it signs
 * @param inventory digest of what its build declares to hold
 * @param stores the stores that an erasure must empty there
 */
public record ParticipantPresent(String service, String inventory, List<String> stores, Instant at)
        implements Event {
    /** Copies the list. */
    public ParticipantPresent {
        stores = List.copyOf(stores);
    }

    @Override
    public String topic() {
        return Topics.PARTICIPANTS;
    }

    @Override
    public String key() {
        return service;
    }
}
