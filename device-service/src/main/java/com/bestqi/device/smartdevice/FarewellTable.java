package com.bestqi.device.smartdevice;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code device_farewell}. */
@RegisterForReflection
@Store(
        table = "device_farewell",
        essential = true,
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"SE-1", "RT-2"},
        retention = "P31D",
        countedFrom = "removed_at")
public record FarewellTable(
        @Personal(DataCategory.DEVICE) UUID deviceId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal String farewell,
        @Personal(DataCategory.DEVICE) Instant removedAt) {}
