package com.bestqi.dsr.bymail;

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
public final class MailRequestStores {
    /** The one. */
    public static final List<Class<?>> TABLES = List.of(MailRequestTable.class);

    private MailRequestStores() {}

    @RegisterForReflection
    @Store(
            table = "mail_request",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"RI-9", "RI-10"},
            retention = "P1D",
            countedFrom = "received_at")
    record MailRequestTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) @Nullable UUID accountId,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte @Nullable [] content,
            @Personal(DataCategory.REQUEST) Instant receivedAt,
            @Impersonal @Nullable Instant settledAt,
            @Impersonal int codeTries,
            @Impersonal @Nullable Instant nextAt) {}
}
