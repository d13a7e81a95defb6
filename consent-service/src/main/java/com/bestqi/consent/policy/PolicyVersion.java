package com.bestqi.consent.policy;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** A version of the policy and its times; never changed and never removed (PO-2). */
@RegisterForReflection
@Store(
        table = "policy_version",
        erasure = Store.Erasure.NOT_PERSONAL,
        clauses = "PO-2",
        retention = "for ever")
record PolicyVersion(
        @Impersonal String version,
        @Impersonal PolicyDocument document,
        @Impersonal Instant announcedAt,
        @Impersonal Instant inForceAt) {}
