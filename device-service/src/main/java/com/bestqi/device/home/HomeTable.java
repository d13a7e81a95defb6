package com.bestqi.device.home;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code home}: each is its owner's. */
@RegisterForReflection
@Store(
        table = "home",
        essential = true,
        category = DataCategory.HOME,
        purposes = "PU-1",
        clauses = {"DV-1", "RT-2"})
public record HomeTable(
        @Personal(DataCategory.HOME) UUID homeId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(value = DataCategory.HOME, confidential = true) byte[] name,
        @Impersonal Instant createdAt,
        @Impersonal boolean isFirst) {}
