package com.bestqi.platform.inbox;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

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
                HeaderJson.storable(poison.key()),
                HeaderJson.write(poison.headers()),
                poison.value(),
                reason,
                clock.instant());
    }

    /**
     * A parked event as people may see it: where it came from and why it is here, never what is in
     * it, for that may be anything.
     *
     * @param type the CloudEvents type, if it is a plain name
     */
    public record Summary(
            UUID id,
            String topic,
            int partition,
            long offset,
            @Nullable String type,
            String reason,
            Instant parkedAt) {}

    /** Parked events, oldest first, from behind a given one on. */
    public List<Summary> list(@Nullable Summary behind, int limit) {
        return database.query(
                """
                SELECT id, topic, partition, record_offset, reason, parked_at,
                    substring(headers ->> 'ce_type' from '^[A-Za-z]{1,64}$') AS type
                FROM parked_event WHERE (parked_at, id) > (?, ?)
                ORDER BY parked_at, id LIMIT ?
                """,
                ParkedEvents::summary,
                behind == null ? Instant.EPOCH : behind.parkedAt(),
                behind == null ? new UUID(0, 0) : behind.id(),
                limit);
    }

    /** One parked event. */
    public Optional<Summary> find(UUID id) {
        return database.first(
                """
                SELECT id, topic, partition, record_offset, reason, parked_at,
                    substring(headers ->> 'ce_type' from '^[A-Za-z]{1,64}$') AS type
                FROM parked_event WHERE id = ?
                """,
                ParkedEvents::summary,
                id);
    }

    /** How many there are. */
    public long count() {
        return database.first(
                        "SELECT count(*) AS events FROM parked_event",
                        rows -> rows.getLong("events"))
                .orElse(0L);
    }

    /** The record as it came, under a lock until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<ConsumerRecord<String, byte[]>> lock(UUID id) {
        return database.first(
                "SELECT topic, partition, record_offset, key, headers, payload FROM parked_event"
                        + " WHERE id = ? FOR UPDATE",
                ParkedEvents::poison,
                id);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void remove(UUID id) {
        database.update("DELETE FROM parked_event WHERE id = ?", id);
    }

    @Transactional
    void keep(UUID id, String reason) {
        database.update("UPDATE parked_event SET reason = ? WHERE id = ?", reason, id);
    }

    private static Summary summary(ResultSet rows) throws SQLException {
        return new Summary(
                rows.getObject("id", UUID.class),
                rows.getString("topic"),
                rows.getInt("partition"),
                rows.getLong("record_offset"),
                rows.getString("type"),
                rows.getString("reason"),
                Objects.requireNonNull(Database.instant(rows, "parked_at")));
    }

    private static ConsumerRecord<String, byte[]> poison(ResultSet rows) throws SQLException {
        return new ConsumerRecord<>(
                rows.getString("topic"),
                rows.getInt("partition"),
                rows.getLong("record_offset"),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                rows.getString("key"),
                rows.getBytes("payload"),
                new RecordHeaders(HeaderJson.read(rows.getString("headers"))),
                Optional.empty());
    }
}
