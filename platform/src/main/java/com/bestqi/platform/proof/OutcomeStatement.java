package com.bestqi.platform.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one participant attests about an erasure, and signs.
 *
 * @param sub the account id
 * @param completedAt when the stores were read back
 * @param keyDestroyed whether the person's key is gone
 */
@RegisterForReflection
@JsonPropertyOrder({
    "service",
    "requestId",
    "sub",
    "epoch",
    "completedAt",
    "stores",
    "keyDestroyed"
})
public record OutcomeStatement(
        String service,
        UUID requestId,
        UUID sub,
        long epoch,
        Instant completedAt,
        List<StoreOutcome> stores,
        boolean keyDestroyed) {
    /** Copies the list. */
    public OutcomeStatement {
        stores = List.copyOf(stores);
    }

    /**
     * One store.
     *
     * @param erased rows deleted
     * @param remaining rows found when reading back
     */
    @RegisterForReflection
    @JsonPropertyOrder({"store", "category", "erased", "remaining"})
    public record StoreOutcome(String store, String category, long erased, long remaining) {}

    /** Whether this participant kept nothing back. */
    public boolean complete() {
        return keyDestroyed && stores.stream().allMatch(store -> store.remaining() == 0);
    }
}
