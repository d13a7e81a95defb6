package com.bestqi.device.usage;

import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Events that rest on {@code analytics}. */
@ApplicationScoped
class ConsentedUsage implements ConsentedSamples {
    private final UsageRepository usage;

    ConsentedUsage(UsageRepository usage) {
        this.usage = usage;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        return granted.contains(UsageRules.ANALYTICS)
                ? 0
                : usage.deleteTakenAfter(accountId, moment);
    }
}
