package com.bestqi.probe;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

class ProbeInventory {
    @Produces
    @Singleton
    Inventory inventory() {
        return Inventory.of(
                NoteTable.class, SecretTable.class, EventTable.class, SampleTable.class);
    }

    @Store(
            table = "probe_note",
            category = DataCategory.MESSAGE,
            purposes = "PU-1",
            rows =
                    @Store.Rows(
                            category = DataCategory.HEALTH,
                            column = "plain",
                            values = {"pulse", "sleep"}))
    record NoteTable(
            @Impersonal UUID noteId,
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Impersonal long revision,
            @Personal(value = DataCategory.MESSAGE, confidential = true) byte[] note,
            @Personal(DataCategory.MESSAGE) String plain,
            @Impersonal Instant writtenAt) {}

    @Store(table = "probe_secret", category = DataCategory.PROFILE, purposes = "PU-1")
    record SecretTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.PROFILE) String content) {}

    @Store(
            table = "probe_event",
            category = DataCategory.USAGE,
            purposes = "PU-2",
            clauses = "AU-2",
            retention = "P30D",
            countedFrom = "noted_at")
    record EventTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.USAGE) Instant notedAt,
            @Personal(DataCategory.USAGE) String content) {}

    @Store(
            table = "probe_sample",
            category = DataCategory.READING,
            purposes = "PU-1",
            clauses = "DV-3",
            retention = "P30D",
            countedFrom = "at",
            expiry = Store.Expiry.WEEKS)
    record SampleTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.READING) Instant at,
            @Personal(DataCategory.READING) String content) {}

    /** As an author would declare it who believes that the table is about nobody. */
    @Store(
            table = "probe_secret",
            erasure = Store.Erasure.NOT_PERSONAL,
            ground = "About nobody",
            retention = "ground")
    record MisjudgedSecretTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(DataCategory.PROFILE) String content) {}

    @Store(table = "probe_note")
    record IncompleteNoteTable(
            @Impersonal UUID noteId, @Personal(DataCategory.IDENTIFIER) UUID accountId) {}

    @Store(table = "probe_secret")
    record UnclassifiedTable(@Personal(DataCategory.IDENTIFIER) UUID accountId, String content) {}
}
