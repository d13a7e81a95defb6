package com.bestqi.account.registration;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The tables of this feature, for the inventory. */
public final class RegistrationStores {
    private RegistrationStores() {}

    /** Their declarations. */
    public static List<Class<?>> tables() {
        return List.of(
                SyntheticAccounts.SyntheticAccountTable.class, RegistrationAttemptTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "registration_attempt",
            category = DataCategory.CONTACT,
            erasure = Store.Erasure.KEEP,
            ground =
                    "There is no account yet that the row could belong to; it holds keyed hashes"
                            + " alone and goes within minutes",
            purposes = "PU-1",
            clauses = "AC-1",
            retention = "PT1H",
            countedFrom = "started_at",
            expiry = Store.Expiry.WORK)
    record RegistrationAttemptTable(
            @Impersonal UUID attemptId,
            @Personal(DataCategory.CONTACT) byte[] emailIndex,
            @Personal(DataCategory.PROFILE) byte[] usernameIndex,
            @Impersonal boolean abandoned,
            @Impersonal Instant startedAt) {}
}
