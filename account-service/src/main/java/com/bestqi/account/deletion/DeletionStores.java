package com.bestqi.account.deletion;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table of this feature, for the inventory. */
public final class DeletionStores {
    private DeletionStores() {}

    /** Its declaration. */
    public static List<Class<?>> tables() {
        return List.of(AccountDeletionTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "account_deletion",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"AC-5", "RI-3"},
            retention = "P30D",
            countedFrom = "received_at",
            expiry = Store.Expiry.WORK)
    record AccountDeletionTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.REQUEST) UUID requestId,
            @Personal(DataCategory.REQUEST) Instant receivedAt,
            @Impersonal int attempts,
            @Impersonal Instant nextAttemptAt,
            @Impersonal Instant loginDisabledAt) {}
}
