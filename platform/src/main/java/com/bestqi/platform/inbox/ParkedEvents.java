package com.bestqi.platform.inbox;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where an event goes that cannot be applied: out of the way of other people's, but never dropped.
 */
@ApplicationScoped
public class ParkedEvents {
    private final Database database;
    private final Clock clock;

    /** Everything it needs is injected. */
    public ParkedEvents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps the record with the reason; parking the same record again changes nothing. */
    @Transactional
    public void park(ConsumerRecord<String, byte[]> poison, String reason) {
        database.update(
                """
                INSERT INTO parked_event
                    (id, topic, partition, record_offset, key, headers, payload, reason, parked_at)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                ON CONFLICT (topic, partition, record_offset) DO NOTHING
                """,
                UUID.randomUUID(),
                poison.topic(),
                poison.partition(),
                poison.offset(),
                poison.key(),
                HeaderJson.write(poison.headers()),
                poison.value(),
                reason,
                clock.instant());
    }
}
