package com.bestqi.account.inactivity;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The table of this feature, for the inventory. */
public final class InactivityStores {
    private InactivityStores() {}

    /** Its declaration. */
    public static List<Class<?>> tables() {
        return List.of(AccountActivityTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "account_activity",
            essential = true,
            category = DataCategory.USAGE,
            purposes = "PU-1",
            clauses = "RT-2")
    record AccountActivityTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.USAGE) LocalDate lastSeenOn,
            @Personal(DataCategory.USAGE) Instant warnedAt) {}
}
