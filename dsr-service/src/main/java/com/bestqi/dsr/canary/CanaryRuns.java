package com.bestqi.dsr.canary;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.time.DatabaseClock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table of runs. One is open at a time; one replica works on it at a time. */
@ApplicationScoped
public class CanaryRuns {
    private final Database database;
    private final DatabaseClock clock;

    CanaryRuns(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The table; the person it names is nobody. */
    @RegisterForReflection
    @Store(
            table = "canary_run",
            erasure = Store.Erasure.NOT_PERSONAL,
            clauses = "RI-3",
            retention = "P90D",
            countedFrom = "ended_at")
    public record CanaryRunTable(
            @Impersonal UUID runId,
            @Impersonal UUID subjectId,
            @Impersonal String step,
            @Impersonal Instant startedAt,
            @Impersonal Instant nextAt,
            @Impersonal Instant failedAt,
            @Impersonal Instant endedAt) {}

    /** Begins a run if none is open and the last one began long enough ago. */
    @Transactional
    boolean begin(Duration interval) {
        var now = clock.instant();
        return database.update(
                        """
                        INSERT INTO canary_run (run_id, step, started_at, next_at)
                        SELECT ?, 'REGISTER', ?, ?
                        WHERE NOT EXISTS (SELECT FROM canary_run
                                          WHERE ended_at IS NULL OR started_at > ?)
                        ON CONFLICT DO NOTHING
                        """,
                        UUID.randomUUID(),
                        now,
                        now,
                        now.minus(interval))
                == 1;
    }

    /** Takes the open run, if it is due; nobody else takes it until the lease is over. */
    @Transactional
    Optional<CanaryRun> claim(Duration lease) {
        var now = clock.instant();
        return database.first(
                """
                UPDATE canary_run SET next_at = ? WHERE ended_at IS NULL AND next_at <= ?
                RETURNING run_id, subject_id, step, started_at, failed_at
                """,
                CanaryRuns::read,
                now.plus(lease),
                now);
    }

    private static CanaryRun read(ResultSet rows) throws SQLException {
        return new CanaryRun(
                rows.getObject("run_id", UUID.class),
                rows.getObject("subject_id", UUID.class),
                CanaryRun.Step.valueOf(rows.getString("step")),
                rows.getTimestamp("started_at").toInstant(),
                Database.instant(rows, "failed_at"));
    }

    @Transactional
    void registered(UUID runId, UUID subjectId) {
        database.update(
                "UPDATE canary_run SET subject_id = ?, step = 'SPREAD', next_at = ?"
                        + " WHERE run_id = ? AND step = 'REGISTER'",
                subjectId,
                clock.instant(),
                runId);
    }

    @Transactional
    void next(UUID runId, CanaryRun.Step step) {
        database.update(
                "UPDATE canary_run SET step = ?, next_at = ? WHERE run_id = ?",
                step.name(),
                clock.instant(),
                runId);
    }

    /** The same step again, later. */
    @Transactional
    void again(UUID runId, Duration later) {
        database.update(
                "UPDATE canary_run SET next_at = ? WHERE run_id = ? AND ended_at IS NULL",
                clock.instant().plus(later),
                runId);
    }

    /** The run failed; it goes on to clear away what it began. True the first time. */
    @Transactional
    boolean failed(UUID runId) {
        return database.update(
                        "UPDATE canary_run SET failed_at = ?"
                                + " WHERE run_id = ? AND failed_at IS NULL",
                        clock.instant(),
                        runId)
                == 1;
    }

    @Transactional
    void ended(UUID runId) {
        database.update(
                "UPDATE canary_run SET ended_at = ? WHERE run_id = ? AND ended_at IS NULL",
                clock.instant(),
                runId);
    }

    /**
     * How things stand, whichever replica saw it.
     *
     * @param failing whether the last run that came to a result failed
     * @param lastSuccess seconds since 1970, 0 for never
     * @param lastDuration of that success, in seconds
     * @param failures in the time runs are kept
     */
    record Standing(boolean failing, double lastSuccess, double lastDuration, double failures) {}

    Standing standing() {
        return database.first(
                        """
                        SELECT coalesce((SELECT failed_at IS NOT NULL FROM canary_run
                                WHERE failed_at IS NOT NULL OR ended_at IS NOT NULL
                                ORDER BY started_at DESC LIMIT 1), false) AS failing,
                            coalesce(extract(epoch FROM max(ended_at)
                                FILTER (WHERE failed_at IS NULL)), 0) AS success,
                            coalesce((SELECT extract(epoch FROM ended_at - started_at)
                                FROM canary_run WHERE failed_at IS NULL AND ended_at IS NOT NULL
                                ORDER BY ended_at DESC LIMIT 1), 0) AS duration,
                            count(failed_at) AS failures
                        FROM canary_run
                        """,
                        rows ->
                                new Standing(
                                        rows.getBoolean("failing"),
                                        rows.getDouble("success"),
                                        rows.getDouble("duration"),
                                        rows.getDouble("failures")))
                .orElseThrow();
    }
}
