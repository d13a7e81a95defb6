package com.bestqi.device.home;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code home_member}: who is something in a home of somebody else. */
@RegisterForReflection
@Store(
        table = "home_member",
        essential = true,
        category = DataCategory.HOME,
        purposes = "PU-1",
        clauses = {"DV-1", "SE-1", "RT-2"},
        retention = "P1D",
        countedFrom = "until")
public record HomeMemberTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.HOME) UUID homeId,
        @Personal(DataCategory.HOME) String role,
        @Personal(DataCategory.HOME) Instant joinedAt,
        @Personal(DataCategory.HOME) Instant until) {}
