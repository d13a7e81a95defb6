package com.bestqi.device.sample;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Samples that may be kept only while a switch is on. Every bean is asked at each withdrawal. */
public interface ConsentedSamples {
    /**
     * Removes those that need a switch which is off and were taken after a moment; older ones stay
     * (PM-8). Runs in the caller's transaction, under the lock on the person's row; returns how
     * many went.
     *
     * @param granted keys of the switches that are on
     */
    int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment);
}
