package com.bestqi.dsr.opendsr;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of this feature, for the inventory; nothing in them says whom a request is about. */
public final class OpenDsrStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(OpenDsrCallbackTable.class, OpenDsrRequestTable.class);

    private OpenDsrStores() {}

    @RegisterForReflection
    @Store(
            table = "opendsr_request",
            erasure = Store.Erasure.NOT_PERSONAL,
            clauses = {"RI-8", "RI-10"},
            retention = "P1Y",
            countedFrom = "ended_at")
    record OpenDsrRequestTable(
            @Impersonal UUID requestId,
            @Impersonal UUID controllerId,
            @Impersonal String controller,
            @Impersonal UUID subjectRequestId,
            @Impersonal String status,
            @Impersonal byte @Nullable [] bodyIndex,
            @Impersonal String callbackUrls,
            @Impersonal Instant receivedAt,
            @Impersonal @Nullable Instant endedAt) {}

    @RegisterForReflection
    @Store(
            table = "opendsr_callback",
            erasure = Store.Erasure.NOT_PERSONAL,
            clauses = "RI-8",
            retention = "P90D",
            countedFrom = "ended_at")
    record OpenDsrCallbackTable(
            @Impersonal long callbackId,
            @Impersonal UUID requestId,
            @Impersonal String url,
            @Impersonal String status,
            @Impersonal Instant madeAt,
            @Impersonal int tries,
            @Impersonal @Nullable Instant nextAt,
            @Impersonal @Nullable Instant endedAt,
            @Impersonal boolean delivered) {}
}
