package com.bestqi.consent.policy;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** That a person objected to a version, so that going on using the app accepts nothing (AC-3). */
@RegisterForReflection
@Store(
        table = "policy_objection",
        essential = true,
        category = DataCategory.POLICY_ACCEPTANCE,
        purposes = {"PU-1", "PU-5"},
        clauses = {"AC-3", "RI-6"})
record PolicyObjection(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String version,
        @Personal(DataCategory.POLICY_ACCEPTANCE) Instant objectedAt) {}
