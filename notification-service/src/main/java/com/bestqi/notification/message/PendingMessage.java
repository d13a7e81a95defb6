package com.bestqi.notification.message;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A message that a worker has taken on.
 *
 * @param parameters ids and times that the words need
 * @param attempt number of this try; a worker that was too slow is known by it
 */
record PendingMessage(
        UUID messageId,
        UUID accountId,
        MessageTemplate template,
        Map<String, String> parameters,
        int attempt,
        Instant requestedAt) {
    /** Copies the map. */
    PendingMessage {
        parameters = Map.copyOf(parameters);
    }

    /** Names the mail. */
    String mailName() {
        return template.key() + "." + messageId;
    }
}
