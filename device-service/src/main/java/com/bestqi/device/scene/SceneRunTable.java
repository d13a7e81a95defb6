package com.bestqi.device.scene;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table {@code scene_run}. */
@RegisterForReflection
@Store(
        table = "scene_run",
        category = DataCategory.DEVICE,
        purposes = "PU-1",
        clauses = {"PM-1", "PM-8", "RT-2"},
        retention = "P30D",
        countedFrom = "at")
public record SceneRunTable(
        @Impersonal UUID runId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal UUID sceneId,
        @Personal(DataCategory.DEVICE) Instant at,
        @Personal(DataCategory.DEVICE) Instant causedAt,
        @Personal(DataCategory.DEVICE) UUID sourceId,
        @Impersonal String restsOn,
        @Personal(DataCategory.DEVICE) String outcome,
        @Personal(DataCategory.DEVICE) List<UUID> deviceIds,
        @Personal(DataCategory.DEVICE) List<UUID> commandIds) {}
