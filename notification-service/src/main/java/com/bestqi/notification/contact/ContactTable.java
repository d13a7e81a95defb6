package com.bestqi.notification.contact;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The copy of how people are reached, as a table. */
@RegisterForReflection
@Store(
        table = "contact",
        category = DataCategory.CONTACT,
        essential = true,
        purposes = {"PU-1", "PU-3"},
        clauses = "PU-3",
        retention = "account")
record ContactTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal long changes,
        @Personal(value = DataCategory.CONTACT, confidential = true) byte @Nullable [] email,
        @Personal(value = DataCategory.CONTACT, confidential = true) byte @Nullable [] name,
        @Personal(DataCategory.CONTACT) @Nullable String language,
        @Personal(DataCategory.CONTACT) @Nullable String timeZone,
        @Personal(DataCategory.CONTACT) @Nullable Instant bouncedAt) {}
