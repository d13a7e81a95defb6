package com.bestqi.platform.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Everything one person has granted, as of {@code revision}. Replaces every lower revision.
 *
 * @param revision grows by one with every change of this person
 * @param granted key of a switch or purpose, and since when it is granted without a break; a key
 *     that is absent is not granted
 * @param at when the change was committed, for the lag metric of I-8
 */
public record ConsentState(UUID accountId, long revision, Map<String, Instant> granted, Instant at)
        implements Event {
    /** Copies the map. */
    public ConsentState {
        granted = Map.copyOf(granted);
    }

    @Override
    public String topic() {
        return Topics.CONSENT_STATES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
