package com.bestqi.platform.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective.PartErasure;
import com.bestqi.platform.time.DatabaseClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The table of erasures of a part; the memory that makes each happen once. */
@ApplicationScoped
public class PartErasureTasks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final DatabaseClock clock;

    /** Everything it needs is injected. */
    public PartErasureTasks(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One under way.
     *
     * @param erased rows deleted so far, by store
     */
    public record Task(
            UUID accountId,
            UUID requestId,
            long epoch,
            Set<String> categories,
            Map<String, Long> erased) {
        static Task read(ResultSet rows) throws SQLException {
            return new Task(
                    rows.getObject("account_id", UUID.class),
                    rows.getObject("request_id", UUID.class),
                    rows.getLong("epoch"),
                    Set.of((String[]) rows.getArray("categories").getArray()),
                    counts(rows.getString("erased")));
        }
    }

    /** Enters a task; false when it is known already, done or not. */
    public boolean open(UUID accountId, PartErasure ordered, boolean replayed) {
        var now = clock.instant();
        return database.update(
                        """
                        INSERT INTO part_erasure (account_id, request_id, epoch, categories,
                            started_at, due_at, replayed)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        accountId,
                        ordered.requestId(),
                        ordered.epoch(),
                        ordered.categories().stream().sorted().toArray(String[]::new),
                        now,
                        now,
                        replayed)
                == 1;
    }

    /** The signed statement of one that is done. */
    public Optional<String> statement(UUID accountId, UUID requestId) {
        return database.first(
                "SELECT statement FROM part_erasure"
                        + " WHERE account_id = ? AND request_id = ? AND statement IS NOT NULL",
                rows -> rows.getString("statement"),
                accountId,
                requestId);
    }

    /** Locks one that is due; those another worker has are passed over. */
    public Optional<Task> claim() {
        return database.first(
                "SELECT account_id, request_id, epoch, categories, erased FROM part_erasure"
                        + " WHERE completed_at IS NULL AND due_at <= ?"
                        + " ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                Task::read,
                clock.instant());
    }

    public void save(Task task) {
        database.update(
                "UPDATE part_erasure SET erased = ?::jsonb WHERE account_id = ? AND request_id = ?",
                json(task.erased()),
                task.accountId(),
                task.requestId());
    }

    public void complete(Task task, String statement, Instant at) {
        database.update(
                "UPDATE part_erasure SET erased = ?::jsonb, statement = ?, completed_at = ?,"
                        + " replayed = false WHERE account_id = ? AND request_id = ?",
                json(task.erased()),
                statement,
                at,
                task.accountId(),
                task.requestId());
    }

    /** Forgets one about a person who is erased as a whole. */
    public void drop(Task task) {
        database.update(
                "DELETE FROM part_erasure WHERE account_id = ? AND request_id = ?",
                task.accountId(),
                task.requestId());
    }

    /** Puts the first that is due off, so that the others come before it. */
    public void putOff(Duration by) {
        var now = clock.instant();
        database.update(
                """
                UPDATE part_erasure SET attempts = attempts + 1, due_at = ?
                WHERE (account_id, request_id) = (
                    SELECT account_id, request_id FROM part_erasure
                    WHERE completed_at IS NULL AND due_at <= ?
                    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                """,
                now.plus(by),
                now);
    }

    /** How many came to light at a start and are not done yet; at most so many are counted. */
    public int replayed(int most) {
        return database.first(
                        "SELECT count(*) AS n FROM (SELECT FROM part_erasure"
                                + " WHERE completed_at IS NULL AND replayed LIMIT ?) AS found",
                        rows -> rows.getInt("n"),
                        most)
                .orElse(0);
    }

    private static Map<String, Long> counts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, Long>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are not JSON", e);
        }
    }

    private static String json(Map<String, Long> counts) {
        try {
            return JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are always JSON", e);
        }
    }
}
