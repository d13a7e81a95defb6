package com.bestqi.device.phone;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code phone}. */
@RegisterForReflection
@Store(
        table = "phone",
        category = DataCategory.PHONE,
        purposes = {"PU-1", "PU-2"},
        clauses = {"AU-1", "AU-4", "AU-5", "RT-2"},
        retention = "P12M",
        countedFrom = "updated_at")
public record PhoneTable(
        @Personal(DataCategory.PHONE) UUID installationId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PHONE) String model,
        @Personal(DataCategory.PHONE) String os,
        @Personal(DataCategory.PHONE) String osVersion,
        @Personal(DataCategory.PHONE) String appVersion,
        @Personal(DataCategory.PHONE) String softwareVersion,
        @Personal(DataCategory.PHONE) String language,
        @Personal(DataCategory.PHONE) String networkType,
        @Personal(value = DataCategory.PHONE, confidential = true) byte[] carrier,
        @Personal(value = DataCategory.PHONE, confidential = true) byte[] ssid,
        @Personal(value = DataCategory.PHONE, confidential = true) byte[] installedApps,
        @Personal(value = DataCategory.PHONE, confidential = true) byte[] ipAddress,
        @Impersonal long consentRevision,
        @Personal(DataCategory.PHONE) Instant registeredAt,
        @Personal(DataCategory.PHONE) Instant updatedAt) {}
