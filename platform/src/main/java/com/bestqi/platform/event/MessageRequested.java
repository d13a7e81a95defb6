package com.bestqi.platform.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody wants a message sent; notification-service decides by which channel, or not at all.
 *
 * @param template id of a template, for instance {@code welcome}
 * @param parameters ids, enumerations, counts and times only, never content (I-1)
 */
public record MessageRequested(
        UUID accountId, UUID messageId, String template, Map<String, String> parameters, Instant at)
        implements Event {
    /** Copies the map. */
    public MessageRequested {
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String topic() {
        return Topics.MESSAGE_REQUESTS;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
