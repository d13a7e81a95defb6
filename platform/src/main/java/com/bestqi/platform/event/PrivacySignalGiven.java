package com.bestqi.platform.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A call of the person's to another service than the authority on consent carried {@code Sec-GPC:
 * 1}: analytics is to be turned off, unless it was granted since.
 *
 * @param at when the call came
 */
public record PrivacySignalGiven(UUID accountId, Instant at) implements Event {
    @Override
    public String topic() {
        return Topics.ACCOUNT_USES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
