package com.bestqi.device.pairing;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code pairing}. */
@RegisterForReflection
@Store(
        table = "pairing",
        essential = true,
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"PM-3", "PM-7", "SE-1"},
        retention = "P1D",
        countedFrom = "expires_at")
public record PairingTable(
        @Impersonal UUID pairingId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal byte[] codeIndex,
        @Personal(DataCategory.DEVICE) String method,
        @Personal(DataCategory.DEVICE) String deviceType,
        @Impersonal long consentRevision,
        @Impersonal Instant createdAt,
        @Impersonal Instant expiresAt,
        @Personal(DataCategory.DEVICE) Instant claimedAt,
        @Personal(DataCategory.DEVICE) UUID deviceId) {}
