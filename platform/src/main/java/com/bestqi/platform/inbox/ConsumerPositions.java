package com.bestqi.platform.inbox;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where this database has applied each topic. Written in the transaction that applies the
 * events, so it is true of every copy of the database, however old: what a copy lacks is read
 * again. The offsets committed to Kafka are for those who measure lag.
 */
@ApplicationScoped
public class ConsumerPositions {
    private final Database database;

    /** Everything it needs is injected. */
    public ConsumerPositions(Database database) {
        this.database = database;
    }

    /**
     * A position.
     *
     * @param topicId of the topic that was read; one created anew under the same name has another
     * @param next the offset of the first record not applied
     */
    public record Position(String topicId, long next) {}

    /** The positions in these topics. */
    public Map<TopicPartition, Position> in(Collection<String> topics) {
        var positions = new HashMap<TopicPartition, Position>();
        database.query(
                        "SELECT topic, partition, topic_id, next_offset FROM consumer_position"
                                + " WHERE topic = ANY (?)",
                        rows ->
                                Map.entry(
                                        new TopicPartition(
                                                rows.getString("topic"), rows.getInt("partition")),
                                        new Position(
                                                rows.getString("topic_id"),
                                                rows.getLong("next_offset"))),
                        (Object) topics.toArray(String[]::new))
                .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
        return positions;
    }

    /**
     * Moves on, together with what was applied. Never moves back in the same topic: two readers may
     * overlap for a moment, and whatever either of them says was applied, was.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void advance(Map<TopicPartition, Long> next, Map<String, String> topicIds) {
        var partitions = new ArrayList<>(next.keySet());
        database.update(
                """
                INSERT INTO consumer_position AS p (topic, partition, topic_id, next_offset)
                SELECT * FROM unnest(?, ?, ?, ?)
                    AS n (topic, partition, topic_id, next_offset) ORDER BY 1, 2
                ON CONFLICT (topic, partition) DO UPDATE
                SET topic_id = excluded.topic_id,
                    next_offset = CASE WHEN p.topic_id = excluded.topic_id
                        THEN greatest(p.next_offset, excluded.next_offset)
                        ELSE excluded.next_offset END
                """,
                partitions.stream().map(TopicPartition::topic).toArray(String[]::new),
                partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new),
                partitions.stream().map(p -> topicIds.get(p.topic())).toArray(String[]::new),
                partitions.stream().map(next::get).toArray(Long[]::new));
    }

    /** Forgets a position that the log does not have, unless it has changed meanwhile. */
    @Transactional
    public void forget(TopicPartition partition, Position position) {
        database.update(
                "DELETE FROM consumer_position WHERE topic = ? AND partition = ?"
                        + " AND topic_id = ? AND next_offset = ?",
                partition.topic(),
                partition.partition(),
                position.topicId(),
                position.next());
    }
}
