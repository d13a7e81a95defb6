package com.bestqi.notification.message;

import com.bestqi.notification.preference.Channel;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a worker has taken on.
 *
 * @param template of which it is made, or {@link #ANNOUNCED}
 * @param parameters ids and times that the words need
 * @param announcementId of what everybody is told
 * @param attempt number of this try; a worker that was too slow is known by it
 */
record PendingMessage(
        UUID messageId,
        UUID accountId,
        Channel channel,
        String template,
        Map<String, String> parameters,
        @Nullable UUID announcementId,
        int attempt,
        Instant requestedAt) {
    /** The template of what everybody is told; the words lie with the announcement. */
    static final String ANNOUNCED = "announcement";

    /** Copies the map. */
    PendingMessage {
        parameters = Map.copyOf(parameters);
    }

    /** Names the mail. */
    String mailName() {
        return template + "." + messageId;
    }
}
