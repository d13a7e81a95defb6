package com.bestqi.device.scene;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code scene}. */
@RegisterForReflection
@Store(
        table = "scene",
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"PM-1", "SE-4", "RT-2"})
public record SceneTable(
        @Impersonal UUID sceneId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.DEVICE) UUID sourceId,
        @Impersonal Instant createdAt,
        @Impersonal boolean enabled,
        @Personal(DataCategory.DEVICE) Instant nextAt,
        @Personal(value = DataCategory.READING, confidential = true) byte[] seen,
        @Personal(value = DataCategory.DEVICE, confidential = true) byte[] plan) {}
