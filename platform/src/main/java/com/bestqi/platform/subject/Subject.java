package com.bestqi.platform.subject;

import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.inventory.DataCategory;
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
 * @param restrictions those in force in this service (RI-4)
 */
public record Subject(
        UUID accountId,
        long consentRevision,
        Map<String, Instant> granted,
        List<Restriction> restrictions) {
    /** Copies map and list. */
    public Subject {
        granted = Map.copyOf(granted);
        restrictions = List.copyOf(restrictions);
    }

    /** A person who has restricted nothing. */
    public Subject(UUID accountId, long consentRevision, Map<String, Instant> granted) {
        this(accountId, consentRevision, granted, List.of());
    }

    /** Whether a switch is on now. Unknown is no. */
    public boolean permits(String key) {
        return granted.containsKey(key);
    }

    /** Whether a switch is on now and was on, without a break, when a sample was taken (PM-8). */
    public boolean permits(String key, Instant taken) {
        var since = granted.get(key);
        return since != null && !taken.isBefore(since);
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
