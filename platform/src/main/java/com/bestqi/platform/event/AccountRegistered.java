package com.bestqi.platform.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A person has registered and accepted a policy version (AC-2).
 *
 * @param region home region of the account (TR-1)
 * @param policyVersion the version accepted, which was in force
 * @param policyLanguage the language it was shown in
 * @param channel how it was accepted, for instance {@code registration}
 */
public record AccountRegistered(
        UUID accountId,
        String region,
        String policyVersion,
        String policyLanguage,
        String channel,
        Instant at)
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
