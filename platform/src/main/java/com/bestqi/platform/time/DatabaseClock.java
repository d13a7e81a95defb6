package com.bestqi.platform.time;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The time as the service's database has it: the same for all its replicas. */
@ApplicationScoped
public class DatabaseClock {
    private final Database database;

    /** Everything it needs is injected. */
    public DatabaseClock(Database database) {
        this.database = database;
    }

    /** Asks the database. */
    public Instant instant() {
        return database.first(
                        "SELECT clock_timestamp() AS now",
                        rows -> rows.getTimestamp("now").toInstant())
                .orElseThrow();
    }
}
