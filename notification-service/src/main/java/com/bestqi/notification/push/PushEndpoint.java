package com.bestqi.notification.push;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an installation of the app is pushed to, as stored: the token is ciphertext.
 *
 * @param disclosedOn the last day of which was said that its provider receives something
 */
@RegisterForReflection
@Store(
        table = "push_endpoint",
        category = DataCategory.PHONE,
        purposes = {"PU-1", "PU-3"},
        clauses = "PM-6",
        retention = "account")
record PushEndpoint(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PHONE) UUID installationId,
        @Personal(DataCategory.PHONE) String provider,
        @Personal(value = DataCategory.PHONE, confidential = true) byte[] token,
        @Impersonal Instant registeredAt,
        @Impersonal @Nullable LocalDate disclosedOn) {
    @Override
    public String toString() {
        return "PushEndpoint[" + installationId + "]";
    }
}
