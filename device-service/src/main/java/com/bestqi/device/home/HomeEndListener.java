package com.bestqi.device.home;

import java.util.UUID;

/** Wants to know that what an owner set up for a home is over. Every bean is told. */
public interface HomeEndListener {
    /** A home is given away or ends, in the transaction that does it, which holds it still. */
    void over(UUID homeId);
}
