package com.bestqi.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * The clocks of the service and of its database, for what cannot be taken back when one of them is
 * wrong: what must not happen too early waits for the earlier one, what must not seem older than it
 * is bears the later one. It takes two clocks that go wrong in the same way to break that.
 */
@ApplicationScoped
public class TwoClocks {
    private final Clock ours;
    private final DatabaseClock theirs;

    /** Everything it needs is injected. */
    public TwoClocks(Clock ours, DatabaseClock theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** The earlier of the two: it is at least as late as this. */
    public Instant earlier() {
        var here = ours.instant();
        var there = theirs.instant();
        return here.isBefore(there) ? here : there;
    }

    /** The later of the two: it is at most as late as this. */
    public Instant later() {
        var here = ours.instant();
        var there = theirs.instant();
        return here.isAfter(there) ? here : there;
    }
}
