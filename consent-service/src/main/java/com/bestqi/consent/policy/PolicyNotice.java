package com.bestqi.consent.policy;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The evidence that a person was told of a version: the first channel that reached them. */
@RegisterForReflection
@Store(
        table = "policy_notice",
        essential = true,
        category = DataCategory.POLICY_ACCEPTANCE,
        purposes = {"PU-1", "PU-5"},
        clauses = {"AC-3", "PO-1", "PU-6"})
record PolicyNotice(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String version,
        @Personal(DataCategory.POLICY_ACCEPTANCE) UUID announcementId,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String channel,
        @Personal(DataCategory.POLICY_ACCEPTANCE) Instant noticedAt) {}
