package com.bestqi.consent.phone;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * What a phone's system said of one permission.
 *
 * @param since when it began to be so
 * @param toldAt when the app said so last
 */
@RegisterForReflection
@Store(
        table = "phone_permission",
        category = DataCategory.PHONE,
        purposes = "PU-1",
        clauses = {"PM-1", "PM-3", "PM-4", "PM-5", "PM-6", "PM-7"},
        retention = "P12M",
        countedFrom = "told_at")
record PhonePermission(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PHONE) UUID installationId,
        @Personal(DataCategory.CONSENT) String key,
        @Personal(DataCategory.PHONE) boolean allowed,
        @Personal(DataCategory.PHONE) Instant since,
        @Personal(DataCategory.PHONE) Instant toldAt) {}
