package com.bestqi.device.command;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code command}. It does not say who of a home gave the command. */
@RegisterForReflection
@Store(
        table = "command",
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"DV-3", "SE-1", "SE-4", "RT-2"},
        retention = "P30D",
        countedFrom = "created_at")
public record CommandTable(
        @Impersonal UUID commandId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.DEVICE) UUID deviceId,
        @Impersonal long consentRevision,
        @Personal(DataCategory.DEVICE) Instant createdAt,
        @Impersonal Instant expiresAt,
        @Personal(DataCategory.DEVICE) Instant deliveredAt,
        @Personal(DataCategory.DEVICE) Instant answeredAt,
        @Personal(DataCategory.DEVICE) String name,
        @Personal(DataCategory.DEVICE) String outcome,
        @Personal(value = DataCategory.DEVICE, confidential = true) byte[] arguments,
        @Personal(value = DataCategory.DEVICE, confidential = true) byte[] detail) {}
