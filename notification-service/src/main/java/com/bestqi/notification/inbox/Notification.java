package com.bestqi.notification.inbox;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message in the inbox, as stored: the texts are ciphertext.
 *
 * @param template what it was made from; a person gets each but once
 */
@RegisterForReflection
@Store(
        table = "notification",
        category = DataCategory.MESSAGE,
        purposes = {"PU-1", "PU-3"},
        clauses = {"PU-3", "PM-6"},
        retention = "P12M",
        countedFrom = "created_at")
record Notification(
        @Impersonal UUID notificationId,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal String template,
        @Impersonal String kind,
        @Personal(value = DataCategory.MESSAGE, confidential = true) byte[] title,
        @Personal(value = DataCategory.MESSAGE, confidential = true) byte[] body,
        @Personal(value = DataCategory.MESSAGE, confidential = true) byte[] why,
        @Impersonal Instant createdAt,
        @Personal(DataCategory.MESSAGE) @Nullable Instant readAt) {}
