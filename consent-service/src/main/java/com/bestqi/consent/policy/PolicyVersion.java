package com.bestqi.consent.policy;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of the policy and its life; its words are never changed and never removed (PO-2).
 *
 * @param material whether it changes what the policy promises, or only how it says so
 * @param changedPurposes purposes or switches of which it changes what they are for
 * @param draftedBy the member of staff who wrote it, by an opaque id; nobody for the first version
 * @param announcementId names the notices that tell of it
 * @param inForceAt when it came, or is to come at the earliest, into force
 * @param askedAgainUpTo how far the end of consents to changed purposes has come through the
 *     people; none when nothing is left to end
 */
@RegisterForReflection
@Store(
        table = "policy_version",
        erasure = Store.Erasure.NOT_PERSONAL,
        ground =
                "Every version of the policy can be read at any time; about no person, but with"
                        + " the opaque ids of the staff who took its steps",
        clauses = "PO-2",
        retention = "ground")
record PolicyVersion(
        @Impersonal String version,
        @Impersonal PolicyDocument document,
        @Impersonal PolicyState state,
        @Impersonal boolean material,
        @Impersonal List<String> changedPurposes,
        @Impersonal @Nullable UUID draftedBy,
        @Impersonal Instant draftedAt,
        @Impersonal @Nullable UUID announcedBy,
        @Impersonal @Nullable UUID announcementId,
        @Impersonal @Nullable Instant announcedAt,
        @Impersonal @Nullable Instant inForceAt,
        @Impersonal @Nullable UUID askedAgainUpTo) {
    /** Copies the list. */
    PolicyVersion {
        changedPurposes = List.copyOf(changedPurposes);
    }

    /** The version that comes with the service, in force at once. */
    static PolicyVersion first(PolicyDocument document, Clock clock) {
        var now = clock.instant();
        return new PolicyVersion(
                document.version(),
                document,
                PolicyState.IN_FORCE,
                true,
                List.of(),
                null,
                now,
                null,
                null,
                now,
                now,
                null);
    }

    /** What somebody wrote. */
    static PolicyVersion draft(
            PolicyDocument document,
            boolean material,
            List<String> changedPurposes,
            UUID draftedBy,
            Instant at) {
        return new PolicyVersion(
                document.version(),
                document,
                PolicyState.DRAFT,
                material,
                changedPurposes,
                draftedBy,
                at,
                null,
                null,
                null,
                null,
                null);
    }

    boolean draftedBy(UUID staffId) {
        return staffId.equals(draftedBy);
    }

    /** When it was announced; only for what is no draft. */
    Instant announced() {
        return Objects.requireNonNull(announcedAt);
    }

    /** When it comes into force; only for what is no draft. */
    Instant inForce() {
        return Objects.requireNonNull(inForceAt);
    }
}
