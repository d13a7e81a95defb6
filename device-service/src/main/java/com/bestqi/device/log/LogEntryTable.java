package com.bestqi.device.log;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code log_entry}. */
@RegisterForReflection
@Store(
        table = "log_entry",
        category = DataCategory.LOG,
        purposes = "PU-2",
        clauses = {"AU-3", "PM-5", "PM-8", "SE-4", "RT-2"},
        retention = "P30D",
        countedFrom = "at",
        expiry = Store.Expiry.WEEKS)
public record LogEntryTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PHONE) UUID installationId,
        @Personal(DataCategory.LOG) Instant at,
        @Impersonal long consentRevision,
        @Personal(DataCategory.LOG) long entryIndex,
        @Personal(DataCategory.LOG) String level,
        @Personal(DataCategory.LOG) String kind,
        @Personal(DataCategory.PHONE) String osVersion,
        @Personal(DataCategory.PHONE) String language,
        @Personal(value = DataCategory.PHONE, confidential = true) byte[] ipAddress,
        @Personal(value = DataCategory.LOG, confidential = true) byte[] message,
        @Personal(value = DataCategory.LOG, confidential = true) byte[] stackTrace) {}
