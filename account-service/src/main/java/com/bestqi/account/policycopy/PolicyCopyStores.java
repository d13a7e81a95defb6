package com.bestqi.account.policycopy;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** The table of this feature, for the inventory. */
public final class PolicyCopyStores {
    private PolicyCopyStores() {}

    /** Its declaration. */
    public static List<Class<?>> tables() {
        return List.of(PolicyVersionTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "policy_version",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "Which version was in force when; about nobody",
            clauses = "AC-2",
            retention = "ground")
    record PolicyVersionTable(@Impersonal String version, @Impersonal Instant inForceAt) {}
}
