package com.bestqi.platform.retention;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * The time by which things expire: the earlier of the service's clock and the database's. What is
 * deleted does not come back, so one clock that goes ahead, or steps, must not be enough.
 */
@ApplicationScoped
public class RetentionClock {
    private final Database database;
    private final Clock clock;

    /** Everything it needs is injected. */
    public RetentionClock(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The earlier of the two. */
    public Instant now() {
        var theirs =
                database.first("SELECT now() AS now", rows -> rows.getTimestamp("now").toInstant())
                        .orElseThrow();
        var ours = clock.instant();
        return ours.isBefore(theirs) ? ours : theirs;
    }
}
