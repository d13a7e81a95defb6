package com.bestqi.notification.push;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** The table {@code push_recipient}. */
@RegisterForReflection
@Store(
        table = "push_recipient",
        erasure = Store.Erasure.NOT_PERSONAL,
        ground = "Says which push providers are in the register of recipients; about nobody",
        clauses = {"PM-6", "SH-1"},
        retention = "ground")
record PushRecipientTable(
        @Impersonal String recipient, @Impersonal boolean receives, @Impersonal Instant at) {}
