package com.bestqi.platform.outbox;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.Event;
import com.bestqi.platform.event.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Where events go: into a table of the caller's transaction (I-2). What commits is sent at least
 * once; what rolls back never was. Order: events of one account leave in the order their
 * transactions took that account's lock.
 */
@ApplicationScoped
public class Outbox {
    private static final String INSERT =
            """
            INSERT INTO outbox_message (event_id, topic, key, type, payload, created_at)
            SELECT event_id, topic, key, type, payload, ?
            FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY AS e (event_id, topic, key, type, payload, n)
            ORDER BY n
            """;

    private final Database database;
    private final OutboxRelay relay;
    private final Clock clock;

    /** Everything it needs is injected. */
    public Outbox(Database database, OutboxRelay relay, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.clock = clock;
    }

    /** Adds one event to the running transaction; fails at once outside of one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(Event event) {
        addAll(List.of(event));
    }

    /** Adds events in their order with one round trip. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addAll(List<? extends Event> events) {
        if (events.isEmpty()) {
            return;
        }
        database.update(
                INSERT,
                clock.instant(),
                events.stream().map(_ -> UUID.randomUUID()).toArray(UUID[]::new),
                events.stream().map(Event::topic).toArray(String[]::new),
                events.stream().map(Event::key).toArray(String[]::new),
                events.stream().map(Event::type).toArray(String[]::new),
                events.stream().map(EventJson::write).toArray(String[]::new));
        relay.wakeAfterCommit();
    }
}
