package com.bestqi.consent.policy;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * The evidence that a person accepted a version of the policy (AC-2).
 *
 * @param language the one it was shown in; {@code und} when the app did not say
 * @param channel how it was accepted, for instance {@code registration}
 */
@RegisterForReflection
@Store(
        table = "policy_acceptance",
        category = DataCategory.POLICY_ACCEPTANCE,
        purposes = {"PU-1", "PU-5"},
        clauses = "AC-2")
record PolicyAcceptance(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String version,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String language,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String channel,
        @Personal(DataCategory.POLICY_ACCEPTANCE) Instant acceptedAt) {
    static final String UNKNOWN_LANGUAGE = "und";
}
