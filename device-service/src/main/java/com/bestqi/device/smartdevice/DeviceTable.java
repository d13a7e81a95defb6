package com.bestqi.device.smartdevice;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code device}. */
@RegisterForReflection
@Store(
        table = "device",
        essential = true,
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"DV-1", "DV-2", "SE-1", "RT-2"})
public record DeviceTable(
        @Personal(DataCategory.DEVICE) UUID deviceId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.HOME) UUID homeId,
        @Personal(DataCategory.DEVICE) String deviceType,
        @Personal(value = DataCategory.DEVICE, confidential = true) byte[] name,
        @Personal(value = DataCategory.DEVICE, confidential = true) byte[] serialNumber,
        @Personal(value = DataCategory.CONNECTION, confidential = true) byte[] macAddress,
        @Personal(value = DataCategory.CONNECTION, confidential = true) byte[] ssid,
        @Personal(DataCategory.DEVICE) String firmwareVersion,
        @Impersonal int credentialGeneration,
        @Impersonal long consentRevision,
        @Personal(DataCategory.DEVICE) Instant activatedAt,
        @Personal(DataCategory.HOME) Instant placedAt,
        @Personal(DataCategory.DEVICE) Instant lastSeenAt,
        @Impersonal Instant removedAt,
        @Impersonal byte[] serialIndex) {}
