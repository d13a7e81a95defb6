package com.bestqi.device.log;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** The table {@code desensitised_log_entry}: what went wrong, with nobody in particular. */
@RegisterForReflection
@Store(
        table = "desensitised_log_entry",
        erasure = Store.Erasure.NOT_PERSONAL,
        purposes = "PU-2",
        clauses = {"AU-3", "AU-4"},
        retention = "P90D",
        countedFrom = "at")
public record DesensitisedLogEntryTable(
        @Impersonal Instant at,
        @Impersonal String level,
        @Impersonal String kind,
        @Impersonal String osVersion,
        @Impersonal String language,
        @Impersonal String network,
        @Impersonal String frames) {}
