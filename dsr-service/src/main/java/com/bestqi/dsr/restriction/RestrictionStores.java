package com.bestqi.dsr.restriction;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of this feature, for the inventory. */
public final class RestrictionStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(RestrictionRequestTable.class);

    private RestrictionStores() {}

    @RegisterForReflection
    @Store(
            table = "restriction_request",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"RI-4", "RI-8"})
    record RestrictionRequestTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.REQUEST) String state,
            @Personal(DataCategory.REQUEST) String categories,
            @Personal(DataCategory.REQUEST) String services,
            @Personal(DataCategory.REQUEST) @Nullable Instant until,
            @Personal(DataCategory.REQUEST) Instant receivedAt,
            @Impersonal Instant dueAt,
            @Personal(DataCategory.REQUEST) @Nullable Instant completedAt,
            @Personal(DataCategory.REQUEST) @Nullable Instant toldAt,
            @Impersonal @Nullable Instant liftAt,
            @Personal(DataCategory.REQUEST) @Nullable Instant liftedAt,
            @Impersonal long epoch,
            @Impersonal Instant directedAt,
            @Impersonal String awaited,
            @Impersonal int resent,
            @Impersonal Instant resendAt,
            @Impersonal @Nullable Instant remindedAt,
            @Impersonal @Nullable Instant nextAt) {}
}
