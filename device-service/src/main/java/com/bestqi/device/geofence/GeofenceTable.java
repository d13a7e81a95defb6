package com.bestqi.device.geofence;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code geofence}. */
@RegisterForReflection
@Store(
        table = "geofence",
        category = DataCategory.LOCATION,
        purposes = "PU-1",
        clauses = {"PM-2", "PM-8", "SD-1", "SE-4", "RT-2"})
public record GeofenceTable(
        @Personal(DataCategory.LOCATION) UUID geofenceId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal long consentRevision,
        @Impersonal Instant createdAt,
        @Impersonal Instant placedAt,
        @Personal(value = DataCategory.LOCATION, confidential = true) byte[] name,
        @Personal(value = DataCategory.LOCATION, confidential = true) byte[] circle) {}
