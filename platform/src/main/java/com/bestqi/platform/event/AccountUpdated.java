package com.bestqi.platform.event;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Profile fields changed; whoever holds a copy pulls the new values (RI-2).
 *
 * @param fields names of the changed fields, never their values
 */
public record AccountUpdated(UUID accountId, Set<String> fields, Instant at) implements Event {
    /** Copies the names. */
    public AccountUpdated {
        fields = Set.copyOf(fields);
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
