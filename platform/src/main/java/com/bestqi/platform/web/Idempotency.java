package com.bestqi.platform.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a call without a log-in says whom its answer is about, so that the kept answer is encrypted
 * with that person's key and erased with that person.
 */
@RequestScoped
public class Idempotency {
    private @Nullable UUID accountId;

    /** Names the person; needed on open paths whose answer holds personal data. */
    public void about(UUID accountId) {
        this.accountId = accountId;
    }

    /** The person named, if any. */
    public Optional<UUID> accountId() {
        return Optional.ofNullable(accountId);
    }
}
