package com.bestqi.device.usage;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code usage_event}. */
@RegisterForReflection
@Store(
        table = "usage_event",
        category = DataCategory.USAGE,
        purposes = "PU-4b",
        clauses = {"AU-2", "PM-8", "SE-4", "RT-2"},
        retention = "P90D",
        countedFrom = "at",
        expiry = Store.Expiry.WEEKS)
public record UsageEventTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PHONE) UUID installationId,
        @Personal(DataCategory.USAGE) Instant at,
        @Impersonal long consentRevision,
        @Personal(DataCategory.USAGE) long targetIndex,
        @Personal(DataCategory.USAGE) String kind,
        @Personal(value = DataCategory.USAGE, confidential = true) byte[] target) {}
