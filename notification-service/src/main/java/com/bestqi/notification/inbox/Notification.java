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
 * One message in the inbox, as stored: the texts are ciphertext. A notice of an announcement has
 * none; its words are made from its parameters when it is read.
 *
 * @param template what it was made from
 * @param announcementId of which it is a notice; a person has one of each
 * @param parameters versions and times that the words of a notice need
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
        @Personal(value = DataCategory.MESSAGE, confidential = true) byte @Nullable [] title,
        @Personal(value = DataCategory.MESSAGE, confidential = true) byte @Nullable [] body,
        @Personal(value = DataCategory.MESSAGE, confidential = true) byte @Nullable [] why,
        @Impersonal @Nullable UUID announcementId,
        @Impersonal @Nullable String parameters,
        @Impersonal Instant createdAt,
        @Personal(DataCategory.MESSAGE) @Nullable Instant readAt) {}
