package com.bestqi.consent.policy;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that a person accepted a version of the policy (AC-2), or went on using the app
 * after a notice of it without objecting (AC-3).
 *
 * @param language the one it was shown in; {@code und} when the app did not say
 * @param channel how it was accepted: {@code registration}, {@code app}, or {@code implied}
 * @param notice the announcement whose notice an implied acceptance rests on
 */
@RegisterForReflection
@Store(
        table = "policy_acceptance",
        essential = true,
        category = DataCategory.POLICY_ACCEPTANCE,
        purposes = {"PU-1", "PU-5"},
        clauses = {"AC-2", "AC-3"})
record PolicyAcceptance(
        @Personal(DataCategory.IDENTIFIER) UUID accountId,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String version,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String language,
        @Personal(DataCategory.POLICY_ACCEPTANCE) String channel,
        @Personal(DataCategory.POLICY_ACCEPTANCE) Instant acceptedAt,
        @Personal(DataCategory.POLICY_ACCEPTANCE) @Nullable UUID notice) {
    static final String UNKNOWN_LANGUAGE = "und";
    static final String IMPLIED = "implied";

    /** What a person said yes to. */
    static PolicyAcceptance given(
            UUID accountId, String version, String language, String channel, Instant at) {
        return new PolicyAcceptance(accountId, version, language, channel, at, null);
    }
}
