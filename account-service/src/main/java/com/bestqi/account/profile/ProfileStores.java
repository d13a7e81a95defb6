package com.bestqi.account.profile;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The tables of this feature, for the inventory. */
public final class ProfileStores {
    private ProfileStores() {}

    /** Their declarations, in order of deletion. */
    public static List<Class<?>> tables() {
        return List.of(EmailChangeTable.class, Account.class);
    }

    @RegisterForReflection
    @Store(
            table = "email_change",
            essential = true,
            purposes = "PU-1",
            clauses = "RI-2",
            retention = "PT1H",
            countedFrom = "started_at",
            expiry = Store.Expiry.WORK)
    record EmailChangeTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId, @Impersonal Instant startedAt) {}
}
