package com.bestqi.platform.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A notice of an announcement has reached a person by one channel; the evidence that they were told
 * (PO-1, AC-3).
 *
 * @param channel {@code inbox}, or another one of notification-service
 */
public record NoticeDelivered(UUID accountId, UUID announcementId, String channel, Instant at)
        implements Event {
    @Override
    public String topic() {
        return Topics.NOTICE_DELIVERIES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
