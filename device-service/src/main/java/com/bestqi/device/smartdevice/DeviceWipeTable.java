package com.bestqi.device.smartdevice;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code device_wipe}. */
@RegisterForReflection
@Store(
        table = "device_wipe",
        essential = true,
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"SE-1", "RT-2"},
        retention = "P1D",
        countedFrom = "began_at",
        expiry = Store.Expiry.WORK)
public record DeviceWipeTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.DEVICE) UUID deviceId,
        @Impersonal Instant beganAt) {}
