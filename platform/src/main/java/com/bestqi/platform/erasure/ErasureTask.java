package com.bestqi.platform.erasure;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An erasure under way in this service.
 *
 * @param erased rows deleted so far, by store
 */
public record ErasureTask(
        UUID accountId,
        long epoch,
        UUID requestId,
        Map<String, Long> erased,
        int attempts,
        Instant startedAt) {}
