package com.bestqi.localstack.gateway;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests being worked on, so that overload is refused early instead of filling the
 * memory.
 */
final class InFlight {
    private final int limit;
    private final AtomicInteger count = new AtomicInteger();

    InFlight(int limit) {
        this.limit = limit;
    }

    /** Takes a place if there is one; whoever got one gives it back by {@link #leave}. */
    boolean enter() {
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }
}
