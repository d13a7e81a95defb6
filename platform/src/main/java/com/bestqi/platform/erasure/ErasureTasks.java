package com.bestqi.platform.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.time.DatabaseClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The table of erasures under way and done; the memory that survives a crash. */
@ApplicationScoped
public class ErasureTasks {
    private static final int MOST_AT_ONCE = 50;
    private static final long LONGEST_BACK_OFF_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS =
            "account_id, epoch, request_id, erased, attempts, started_at, ARRAY(SELECT"
                    + " unnest(s.held_stores) FROM data_subject s"
                    + " WHERE s.account_id = erasure_task.account_id) AS held";

    private final Database database;
    private final DatabaseClock clock;

    /** Everything it needs is injected. */
    public ErasureTasks(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Enters a task; false when it is known already, or a later one is. It goes on counting where
     * an earlier one about the same person stands, and takes its place.
     *
     * @param replayed whether the service serves nobody until it is done
     */
    public boolean open(SubjectDirective directive, boolean replayed) {
        var now = clock.instant();
        var accountId = directive.accountId();
        database.update(
                "UPDATE erasure_task SET done = true, completed_at = ?"
                        + " WHERE account_id = ? AND epoch < ? AND NOT done",
                now,
                accountId,
                directive.epoch());
        return database.update(
                        """
                        INSERT INTO erasure_task (account_id, epoch, request_id, started_at, due_at,
                            replayed, erased)
                        SELECT ?, ?, ?, ?, ?, ?, coalesce(
                            (SELECT erased FROM erasure_task WHERE account_id = ?
                             ORDER BY epoch DESC LIMIT 1), '{}')
                        WHERE NOT EXISTS (
                            SELECT FROM erasure_task WHERE account_id = ? AND epoch > ?)
                        ON CONFLICT DO NOTHING
                        """,
                        accountId,
                        directive.epoch(),
                        directive.requestId(),
                        now,
                        now,
                        replayed,
                        accountId,
                        accountId,
                        directive.epoch())
                == 1;
    }

    /** The signed statement of a task that is done. */
    public Optional<String> statement(UUID accountId, long epoch) {
        return database.first(
                "SELECT statement FROM erasure_task"
                        + " WHERE account_id = ? AND epoch = ? AND statement IS NOT NULL",
                rows -> rows.getString("statement"),
                accountId,
                epoch);
    }

    /** Locks tasks that are due; those another worker has are passed over. */
    public List<ErasureTask> claimDue() {
        return database.query(
                "SELECT "
                        + COLUMNS
                        + " FROM erasure_task WHERE NOT done AND due_at <= ?"
                        + " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED",
                ErasureTasks::read,
                clock.instant(),
                MOST_AT_ONCE);
    }

    /** Locks the open tasks of these persons. */
    public List<ErasureTask> lock(Collection<UUID> accountIds) {
        return database.query(
                "SELECT "
                        + COLUMNS
                        + " FROM erasure_task WHERE NOT done AND account_id = ANY (?)"
                        + " ORDER BY account_id, epoch FOR UPDATE",
                ErasureTasks::read,
                (Object) accountIds.toArray(UUID[]::new));
    }

    /** Keeps the counts, and the mark with which the keys were destroyed. */
    public void saveProgress(List<ErasureTask> tasks, long keyMark) {
        database.update(
                """
                UPDATE erasure_task t SET erased = p.erased::jsonb, key_destroyed = p.keyless,
                    key_mark = ?
                FROM unnest(?, ?, ?, ?) AS p (account_id, epoch, erased, keyless)
                WHERE t.account_id = p.account_id AND t.epoch = p.epoch
                """,
                keyMark,
                tasks.stream().map(ErasureTask::accountId).toArray(UUID[]::new),
                tasks.stream().map(ErasureTask::epoch).toArray(Long[]::new),
                tasks.stream().map(task -> json(task.erased())).toArray(String[]::new),
                tasks.stream().map(task -> task.held().isEmpty()).toArray(Boolean[]::new));
    }

    /** Remembers the mark of a key destroyed later than the person's own. */
    public void sawKeyMark(UUID accountId, long keyMark) {
        database.update(
                "UPDATE erasure_task SET key_mark = ? WHERE account_id = ? AND key_mark < ?",
                keyMark,
                accountId,
                keyMark);
    }

    /** The highest mark of the keys database that this database was told. */
    public long highestKeyMark() {
        return database.first(
                        "SELECT coalesce(max(key_mark), 0) AS mark FROM erasure_task",
                        rows -> rows.getLong("mark"))
                .orElse(0L);
    }

    /** Some of those whose erasure came to light at a start and is not done yet. */
    public List<UUID> replayed(int most) {
        return database.query(
                "SELECT account_id FROM erasure_task WHERE replayed AND NOT done"
                        + " ORDER BY account_id LIMIT ?",
                rows -> rows.getObject("account_id", UUID.class),
                most);
    }

    /** The service need not stay closed for these. */
    public void noLongerReplayed(Collection<UUID> accountIds) {
        database.update(
                "UPDATE erasure_task SET replayed = false WHERE replayed AND account_id = ANY (?)",
                (Object) accountIds.toArray(UUID[]::new));
    }

    public void postpone(Collection<UUID> accountIds, Duration by) {
        database.update(
                "UPDATE erasure_task SET due_at = ? WHERE NOT done AND account_id = ANY (?)",
                clock.instant().plus(by),
                accountIds.toArray(UUID[]::new));
    }

    /** After a failure: tried again, later each time, for ever. */
    public void backOff(Collection<UUID> accountIds) {
        database.update(
                "UPDATE erasure_task SET attempts = attempts + 1,"
                        + " due_at = ?::timestamptz"
                        + " + make_interval(secs => least(power(2, least(attempts, 10)), ?))"
                        + " WHERE NOT done AND account_id = ANY (?)",
                clock.instant(),
                LONGEST_BACK_OFF_SECONDS,
                accountIds.toArray(UUID[]::new));
    }

    public void complete(ErasureTask task, String statement, Instant at) {
        database.update(
                "UPDATE erasure_task SET done = true, erased = ?::jsonb, statement = ?,"
                        + " completed_at = ? WHERE account_id = ? AND epoch = ?",
                json(task.erased()),
                statement,
                at,
                task.accountId(),
                task.epoch());
    }

    private static ErasureTask read(ResultSet rows) throws SQLException {
        return new ErasureTask(
                rows.getObject("account_id", UUID.class),
                rows.getLong("epoch"),
                rows.getObject("request_id", UUID.class),
                counts(rows.getString("erased")),
                Set.of((String[]) rows.getArray("held").getArray()),
                rows.getInt("attempts"),
                rows.getTimestamp("started_at").toInstant());
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
