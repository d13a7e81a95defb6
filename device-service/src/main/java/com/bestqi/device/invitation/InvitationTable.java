package com.bestqi.device.invitation;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code home_invitation}. It does not say who accepted. */
@RegisterForReflection
@Store(
        table = "home_invitation",
        category = DataCategory.HOME,
        purposes = "PU-1",
        clauses = {"SE-1", "RT-2"},
        retention = "P1D",
        countedFrom = "expires_at")
public record InvitationTable(
        @Impersonal UUID invitationId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.HOME) UUID homeId,
        @Impersonal byte[] codeIndex,
        @Personal(DataCategory.HOME) String role,
        @Personal(DataCategory.HOME) Instant until,
        @Impersonal Instant createdAt,
        @Impersonal Instant expiresAt,
        @Personal(DataCategory.HOME) Instant acceptedAt) {}
