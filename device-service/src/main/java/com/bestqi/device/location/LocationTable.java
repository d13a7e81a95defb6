package com.bestqi.device.location;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code location}. */
@RegisterForReflection
@Store(
        table = "location",
        category = DataCategory.LOCATION,
        purposes = "PU-1",
        clauses = {"PM-1", "PM-8", "SD-1", "SE-4", "RT-2"},
        retention = "P30D",
        countedFrom = "at",
        expiry = Store.Expiry.WEEKS)
public record LocationTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PHONE) UUID installationId,
        @Personal(DataCategory.LOCATION) Instant at,
        @Impersonal long consentRevision,
        @Personal(DataCategory.LOCATION) String precision,
        @Personal(value = DataCategory.LOCATION, confidential = true) byte[] coordinates) {}
