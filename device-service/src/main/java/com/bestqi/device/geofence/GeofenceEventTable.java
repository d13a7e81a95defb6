package com.bestqi.device.geofence;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code geofence_event}. */
@RegisterForReflection
@Store(
        table = "geofence_event",
        category = DataCategory.LOCATION,
        purposes = "PU-1",
        clauses = {"PM-2", "PM-8", "SD-1", "RT-2"},
        retention = "P30D",
        countedFrom = "at")
public record GeofenceEventTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.LOCATION) UUID geofenceId,
        @Personal(DataCategory.LOCATION) Instant at,
        @Impersonal long consentRevision,
        @Personal(DataCategory.LOCATION) String kind) {}
