package com.bestqi.device.usage;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** The table {@code usage_count}: how often something was done, by nobody in particular. */
@RegisterForReflection
@Store(
        table = "usage_count",
        erasure = Store.Erasure.NOT_PERSONAL,
        purposes = "PU-2",
        clauses = {"AU-2", "AU-4"},
        retention = "P2Y",
        countedFrom = "starts_at")
public record UsageCountTable(
        @Impersonal Instant startsAt,
        @Impersonal String kind,
        @Impersonal String target,
        @Impersonal int slot,
        @Impersonal long events) {}
