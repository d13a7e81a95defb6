package com.bestqi.platform.erasure;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An erasure under way in this service.
 *
 * @param erased rows deleted so far, by store
 * @param held stores of which the rows are kept under a legal hold
 */
public record ErasureTask(
        UUID accountId,
        long epoch,
        UUID requestId,
        Map<String, Long> erased,
        Set<String> held,
        int attempts,
        Instant startedAt) {}
