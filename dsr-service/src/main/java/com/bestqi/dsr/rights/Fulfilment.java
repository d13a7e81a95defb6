package com.bestqi.dsr.rights;

import java.util.Set;

/** How one or more types of request are fulfilled. Every feature that fulfils some has a bean. */
public interface Fulfilment {

    /** Which types. */
    Set<RequestType> types();

    /**
     * Judges a request by its meaning before it is written down; throws a problem when it makes no
     * sense. Part of the caller's transaction, as is {@link #begin}.
     */
    void admit(RightsRequest request, Wish wish);

    /** Begins, with the request written down and the person known to be who they say. */
    void begin(RightsRequest request, Wish wish);

    /**
     * Goes one step further with a request that is due; outside of a transaction, may be repeated
     * from its beginning at any time.
     */
    void step(RightsRequest request);

    /** The person takes it back; part of the caller's transaction. */
    void cancel(RightsRequest request);
}
