package com.bestqi.platform.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a call says whom its answer is about when that is not the person who calls, so that the
 * kept answer is encrypted with that person's key and erased with that person. An answer of which
 * nobody says anything is kept without its body.
 */
@RequestScoped
public class Idempotency {
    private @Nullable UUID accountId;
    private boolean nobody;

    /**
     * Names the person, whose lock the running transaction holds; needed on open paths and those of
     * staff.
     */
    public void about(UUID accountId) {
        this.accountId = accountId;
    }

    /** Says that the answer holds nothing about anybody, so that it may be kept as it is. */
    public void aboutNobody() {
        nobody = true;
    }

    /** The person named, if any. */
    public Optional<UUID> accountId() {
        return Optional.ofNullable(accountId);
    }

    /** Whether the answer is about nobody. */
    public boolean isAboutNobody() {
        return nobody;
    }
}
