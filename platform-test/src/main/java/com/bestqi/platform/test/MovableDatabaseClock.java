package com.bestqi.platform.test;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The database's clock in tests: its own, moved along where a test moves all clocks. */
@Alternative
@Priority(1)
@Singleton
public class MovableDatabaseClock extends DatabaseClock {
    private final MovableClock clock;

    /** Follows the movable clock. */
    public MovableDatabaseClock(Database database, MovableClock clock) {
        super(database);
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return super.instant().plus(clock.allAhead());
    }
}
