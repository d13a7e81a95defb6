package com.bestqi.notification.preference;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** What the one click in a mail means, as a table. */
@RegisterForReflection
@Store(
        table = "unsubscription",
        category = DataCategory.MESSAGE,
        essential = true,
        purposes = {"PU-1", "PU-3"},
        clauses = "PM-6",
        retention = "account")
record UnsubscriptionTable(
        @Impersonal byte[] token,
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Impersonal String kind) {}
