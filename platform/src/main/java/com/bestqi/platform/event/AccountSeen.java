package com.bestqi.platform.event;

import java.time.LocalDate;
import java.util.UUID;

/**
 * The person used a service with a log-in of their own; once a day and service at most. Counts as
 * use of the account (RT-2).
 *
 * @param on the day, in UTC
 */
public record AccountSeen(UUID accountId, LocalDate on) implements Event {
    @Override
    public String topic() {
        return Topics.ACCOUNT_USES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
