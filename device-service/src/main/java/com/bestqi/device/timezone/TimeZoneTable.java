package com.bestqi.device.timezone;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The table {@code account_time_zone}. */
@RegisterForReflection
@Store(
        table = "account_time_zone",
        category = DataCategory.PROFILE,
        purposes = "PU-1",
        clauses = {"PM-1", "RI-2", "RT-2"})
public record TimeZoneTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.PROFILE) String timeZone,
        @Impersonal Instant askAt,
        @Impersonal int asked) {}
