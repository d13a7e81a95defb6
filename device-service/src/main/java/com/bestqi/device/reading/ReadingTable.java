package com.bestqi.device.reading;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * The table {@code reading}: plain numbers in {@code value}, everything else in {@code content}.
 */
@RegisterForReflection
@Store(
        table = "reading",
        category = DataCategory.READING,
        purposes = "PU-1",
        clauses = {"DV-3", "SD-2", "PM-8", "SE-4", "RT-2"},
        retention = "P12M",
        countedFrom = "at",
        expiry = Store.Expiry.MONTHS,
        rows = {
            @Store.Rows(
                    category = DataCategory.HEALTH,
                    column = "type",
                    values = {"heart-rate", "sleep", "steps"}),
            @Store.Rows(
                    category = DataCategory.COMMUNICATIONS,
                    column = "type",
                    values = "transcript")
        })
public record ReadingTable(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.DEVICE) UUID deviceId,
        @Personal(DataCategory.READING) Instant at,
        @Impersonal long consentRevision,
        @Personal(DataCategory.READING) Double value,
        @Personal(DataCategory.READING) String type,
        @Personal(value = DataCategory.READING, confidential = true) byte[] content) {}
