package com.bestqi.dsr.export;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The tables of this feature, for the inventory. */
public final class PackageStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES =
            List.of(ExportChunkTable.class, ExportPackageTable.class);

    private PackageStores() {}

    @RegisterForReflection
    @Store(
            table = "export_package",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"RI-1", "RI-5"},
            retention = "P7D",
            countedFrom = "made_at")
    record ExportPackageTable(
            @Impersonal UUID requestId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal int chunks,
            @Impersonal long size,
            @Personal(DataCategory.REQUEST) Instant madeAt,
            @Impersonal Instant until) {}

    @RegisterForReflection
    @Store(
            table = "export_chunk",
            essential = true,
            category = DataCategory.REQUEST,
            purposes = "PU-5",
            clauses = {"RI-1", "RI-5"},
            retention = "P8D",
            countedFrom = "written_at",
            copy = true)
    record ExportChunkTable(
            @Impersonal UUID requestId,
            @Impersonal int seq,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            // Ciphertext of the person's key, each bound to its place.
            @Personal(value = DataCategory.REQUEST, binary = true) byte[] data,
            @Impersonal Instant writtenAt) {}
}
