package com.bestqi.notification.announcement;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The announcements and how far each has come, as a table. */
@RegisterForReflection
@Store(
        table = "announcement",
        erasure = Store.Erasure.NOT_PERSONAL,
        ground = "What was announced when; one row each, about nobody",
        clauses = {"PO-1", "PU-6", "SH-1"},
        retention = "ground")
record AnnouncementTable(
        @Impersonal UUID announcementId,
        @Impersonal String kind,
        @Impersonal String template,
        @Impersonal @Nullable String policyVersion,
        @Impersonal String parameters,
        @Impersonal Instant announcedAt,
        @Impersonal @Nullable Instant closedAt,
        @Impersonal UUID toldUpTo,
        @Impersonal Instant dueAt,
        @Impersonal @Nullable String texts,
        @Impersonal @Nullable Instant effectiveAt,
        @Impersonal @Nullable Instant mailFrom) {}
