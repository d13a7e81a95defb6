package com.bestqi.dsr.rights;

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
public final class RequestStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(RequestEventTable.class, RightsRequestTable.class);

    private RequestStores() {}

    @RegisterForReflection
    @Store(
            table = "rights_request",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"RI-8", "RI-9", "RI-11"})
    record RightsRequestTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.REQUEST) String type,
            @Personal(DataCategory.REQUEST) String state,
            @Personal(DataCategory.REQUEST) String categories,
            @Personal(DataCategory.REQUEST) String services,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte @Nullable [] wish,
            @Impersonal boolean forStaff,
            @Personal(DataCategory.REQUEST) Instant receivedAt,
            @Impersonal Instant dueAt,
            @Personal(DataCategory.REQUEST) @Nullable Instant extendedAt,
            @Personal(DataCategory.REQUEST) @Nullable Instant completedAt,
            @Impersonal @Nullable Instant actAt,
            @Impersonal @Nullable UUID proposedBy,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte @Nullable [] proposal,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte @Nullable [] code,
            @Impersonal @Nullable Instant codeUntil,
            @Impersonal int codeTries,
            @Impersonal @Nullable Instant remindedAt,
            @Impersonal @Nullable Instant escalatedAt,
            @Impersonal @Nullable Instant pausedAt,
            @Impersonal @Nullable Instant nextAt,
            @Impersonal int tries) {}

    @RegisterForReflection
    @Store(
            table = "request_event",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = "RI-8")
    record RequestEventTable(
            @Impersonal long id,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal UUID requestId,
            @Personal(DataCategory.REQUEST) String kind,
            @Personal(DataCategory.REQUEST) Instant at,
            @Personal(value = DataCategory.REQUEST, confidential = true) byte @Nullable [] note) {}
}
