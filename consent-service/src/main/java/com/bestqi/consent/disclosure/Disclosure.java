package com.bestqi.consent.disclosure;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody received data about a person; country, safeguard and name as registered then.
 *
 * @param recipient id in the register
 * @param categories kinds of data by their keys
 * @param consented whether the switch that this recipient takes was on then; null when it takes
 *     none
 */
@RegisterForReflection
@Store(
        table = "disclosure",
        essential = true,
        category = DataCategory.DISCLOSURE,
        purposes = {"PU-1", "PU-5"},
        clauses = {"PM-2", "SH-2", "SH-3", "TR-2"},
        retention = "P3Y",
        countedFrom = "at")
record Disclosure(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.DISCLOSURE) Instant at,
        @Impersonal UUID disclosureId,
        @Personal(DataCategory.DISCLOSURE) String recipient,
        @Personal(DataCategory.DISCLOSURE) String name,
        @Personal(DataCategory.DISCLOSURE) String purpose,
        @Personal(DataCategory.DISCLOSURE) List<String> categories,
        @Personal(DataCategory.DISCLOSURE) String country,
        @Personal(DataCategory.DISCLOSURE) @Nullable String safeguard,
        @Personal(DataCategory.DISCLOSURE) @Nullable Boolean consented) {
    Disclosure {
        categories = List.copyOf(categories);
    }
}
