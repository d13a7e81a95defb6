package com.bestqi.notification.message;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages asked for and what became of them, as a table. */
@RegisterForReflection
@Store(
        table = "message",
        category = DataCategory.MESSAGE,
        purposes = {"PU-1", "PU-3"},
        clauses = "PU-3",
        retention = "P90D",
        countedFrom = "settled_at")
record MessageTable(
        @Impersonal UUID messageId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal String channel,
        @Impersonal int priority,
        @Impersonal @Nullable UUID announcementId,
        @Personal(DataCategory.MESSAGE) String template,
        @Personal(DataCategory.MESSAGE) String parameters,
        @Impersonal String state,
        @Impersonal int attempts,
        @Impersonal Instant dueAt,
        @Impersonal Instant requestedAt,
        @Impersonal @Nullable Instant settledAt) {}
