package com.bestqi.dsr.hold;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of this feature, for the inventory. */
public final class HoldStores {
    /** The one. */
    public static final List<Class<?>> TABLES = List.of(LegalHoldTable.class);

    private HoldStores() {}

    @RegisterForReflection
    @Store(
            table = "legal_hold",
            category = DataCategory.REQUEST,
            erasure = Store.Erasure.KEEP,
            ground =
                    "Why and until when something was kept; holds the opaque account id, a ground,"
                            + " names of stores, times, and a file number",
            purposes = "PU-5",
            clauses = {"PU-5", "RI-3"},
            retention = "P3Y",
            countedFrom = "released_at")
    record LegalHoldTable(
            @Impersonal UUID holdId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.REQUEST) String ground,
            @Personal(DataCategory.REQUEST) @Nullable String reference,
            @Impersonal String services,
            @Impersonal String categories,
            @Impersonal String stores,
            @Impersonal @Nullable Instant until,
            @Impersonal @Nullable UUID placedBy,
            @Impersonal Instant placedAt,
            @Impersonal @Nullable UUID releasedBy,
            @Impersonal @Nullable Instant releasedAt,
            @Impersonal long epoch,
            @Impersonal String awaited,
            @Impersonal int resent,
            @Impersonal @Nullable Instant nextAt) {}
}
