package com.bestqi.dsr.canary;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Tells whether an erasure is proven. */
public interface Proofs {

    /**
     * What a person's erasure still lacks to be proven for all these services; empty if nothing.
     */
    List<String> lacking(UUID accountId, Collection<String> services);
}
