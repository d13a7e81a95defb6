package com.bestqi.platform.subject;

import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a service knows of a person it may work for, as of the lock it was read under.
 *
 * @param consentRevision the consent revision that stored records name (I-7)
 * @param granted key of a switch or purpose, and since when it is on; absent is off
 * @param current whether {@code granted} is fresh enough to rest anything on; else it permits
 *     nothing (G7)
 * @param restrictions those in force in this service (RI-4)
 */
public record Subject(
        UUID accountId,
        long consentRevision,
        Map<String, Instant> granted,
        boolean current,
        List<Restriction> restrictions) {
    /** Copies map and list. */
    public Subject {
        granted = Map.copyOf(granted);
        restrictions = List.copyOf(restrictions);
    }

    /** A person who has restricted nothing, and whose choices are known. */
    public Subject(UUID accountId, long consentRevision, Map<String, Instant> granted) {
        this(accountId, consentRevision, granted, true, List.of());
    }

    /** Whether a switch is on now. Unknown is no, and so is what may be out of date. */
    public boolean permits(String key) {
        return current && granted.containsKey(key);
    }

    /**
     * Goes on only when a switch is on now. Throws 403 {@code consent-required}, or 503 {@code
     * consent-unknown} when it was on as far as is known.
     */
    public void require(String key) {
        if (!granted.containsKey(key)) {
            throw ProblemException.consentRequired(key);
        }
        if (!current) {
            throw ProblemException.unavailable(
                    CommonProblem.CONSENT_UNKNOWN,
                    "Whether this is still permitted cannot be told at the moment; try again.");
        }
    }

    /** Whether a switch is on now and was on, without a break, when a sample was taken (PM-8). */
    public boolean permits(String key, Instant taken) {
        var since = granted.get(key);
        return current && since != null && !taken.isBefore(since);
    }

    /**
     * Whether restrictions leave this processing of data of these categories alone: no restriction
     * in force may name any of them, nor all.
     */
    public boolean allows(Processing processing, Collection<DataCategory> categories) {
        return processing.openUnderRestriction()
                || restrictions.stream().noneMatch(one -> covers(one, categories));
    }

    /** As {@link #allows(Processing, Collection)}, for data of one category. */
    public boolean allows(Processing processing, DataCategory category) {
        return allows(processing, List.of(category));
    }

    private static boolean covers(Restriction restriction, Collection<DataCategory> categories) {
        return restriction.categories().isEmpty()
                || categories.stream()
                        .anyMatch(category -> restriction.categories().contains(category.key()));
    }
}
