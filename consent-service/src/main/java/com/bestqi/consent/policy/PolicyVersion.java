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
        ground = "Every version of the policy can be read at any time; about nobody",
        clauses = "PO-2",
        retention = "ground")
record PolicyVersion(
        @Impersonal String version,
        @Impersonal PolicyDocument document,
        @Impersonal Instant announcedAt,
        @Impersonal Instant inForceAt) {}
