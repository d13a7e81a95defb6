package com.bestqi.platform.event;

import java.time.Instant;
import java.util.UUID;

/**
 * The person confirmed, with a fresh login, that the account is to be deleted (AC-5).
 *
 * @param requestId the erasure case, named by account-service so that its status link works at once
 */
public record AccountDeletionConfirmed(UUID accountId, UUID requestId, Instant at)
        implements Event {
    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
