package com.bestqi.platform.inventory;

import java.util.UUID;

/**
 * A store of this service outside its database, for instance the users of the identity provider.
 * Every bean of this type takes part in erasure and read-back.
 */
public interface ExternalStore {

    /** Name in certificates. */
    String name();

    /** What it holds. */
    DataCategory category();

    /** How many items it holds about a person now; asked before and after the erasure. */
    long count(UUID accountId);

    /** Removes every item about a person; called again until {@link #count} says none. */
    void erase(UUID accountId);
}
