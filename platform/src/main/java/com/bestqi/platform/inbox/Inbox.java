package com.bestqi.platform.inbox;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Remembers which events were applied. The primary key is the guard; a race costs a redelivery. */
@ApplicationScoped
public class Inbox {
    private final Database database;
    private final Clock clock;

    /** Everything it needs is injected. */
    public Inbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Enters events and returns those that were not there before; part of their transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> enter(Collection<UUID> eventIds) {
        if (eventIds.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                database.query(
                        "INSERT INTO inbox_event (event_id, received_at)"
                                + " SELECT DISTINCT id, ?::timestamptz FROM unnest(?) AS e (id)"
                                + " ON CONFLICT DO NOTHING RETURNING event_id",
                        rows -> rows.getObject("event_id", UUID.class),
                        clock.instant(),
                        eventIds.toArray(UUID[]::new)));
    }
}
