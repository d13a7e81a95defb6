package com.bestqi.notification.message;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that a worker has taken on.
 *
 * @param attempt number of this try; a worker that was too slow is known by it
 */
record PendingMessage(
        UUID messageId,
        UUID accountId,
        MessageTemplate template,
        int attempt,
        Instant requestedAt) {
    /** Names the mail. */
    String mailName() {
        return template.key() + "." + messageId;
    }
}
