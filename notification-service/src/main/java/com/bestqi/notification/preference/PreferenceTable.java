package com.bestqi.notification.preference;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people chose, as a table. */
@RegisterForReflection
@Store(
        table = "notification_preference",
        category = DataCategory.MESSAGE,
        essential = true,
        purposes = {"PU-1", "PU-3"},
        clauses = "PM-6",
        retention = "account")
record PreferenceTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.MESSAGE) String channels,
        @Personal(DataCategory.MESSAGE) @Nullable LocalTime quietFrom,
        @Personal(DataCategory.MESSAGE) @Nullable LocalTime quietTo,
        @Impersonal Instant changedAt) {}
