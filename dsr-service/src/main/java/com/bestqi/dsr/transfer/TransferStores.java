package com.bestqi.dsr.transfer;

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
public final class TransferStores {
    /** The one. */
    public static final List<Class<?>> TABLES = List.of(DataTransferTable.class);

    private TransferStores() {}

    @RegisterForReflection
    @Store(
            table = "data_transfer",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"RI-5", "SH-2"},
            retention = "P3Y",
            countedFrom = "offered_at")
    record DataTransferTable(
            @Impersonal UUID transferId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal UUID requestId,
            @Personal(DataCategory.REQUEST) Instant offeredAt,
            @Personal(DataCategory.REQUEST) Instant until,
            @Personal(DataCategory.REQUEST) @Nullable Instant endedAt,
            @Personal(DataCategory.REQUEST) boolean pulled) {}
}
