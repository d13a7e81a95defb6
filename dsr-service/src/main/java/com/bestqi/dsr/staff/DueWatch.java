package com.bestqi.dsr.staff;

import com.bestqi.dsr.calendar.WorkCalendar;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Calls out requests that come near their due date, counted in working days: once as a reminder and
 * once, when hardly any is left, as an escalation; and counts those that are past it. One statement
 * finds and marks a whole chunk, by an index that holds nothing but what is left.
 */
@ApplicationScoped
@Startup // so that its metrics are there before the first look
class DueWatch {
    private static final Logger LOG = Logger.getLogger(DueWatch.class);
    private static final int CHUNK = 5_000;
    private static final int NAMED = 10;
    private static final String MARK =
            """
            UPDATE rights_request SET %1$s
            WHERE request_id = ANY (ARRAY(
                SELECT request_id FROM rights_request
                WHERE completed_at IS NULL AND %2$s IS NULL AND due_at < ? AND state <> 'VERIFYING'
                ORDER BY due_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED))
            RETURNING request_id, due_at
            """;
    private static final String REMIND =
            MARK.formatted("reminded_at = ?::timestamptz", "reminded_at");

    /** What is escalated needs no reminder besides. */
    private static final String ESCALATE =
            MARK.formatted(
                    "escalated_at = now.at, reminded_at = coalesce(reminded_at, now.at)"
                            + " FROM (SELECT ?::timestamptz AS at) AS now",
                    "escalated_at");

    /** When people are reminded. */
    @ConfigMapping(prefix = "bestqi.due")
    interface Config {
        /** How many working days before the due date. */
        @WithDefault("5")
        int remindWorkingDays();

        /** How many are left when it is escalated. */
        @WithDefault("1")
        int escalateWorkingDays();
    }

    private final Database database;
    private final WorkCalendar calendar;
    private final DatabaseClock clock;
    private final Config config;

    DueWatch(
            Database database,
            WorkCalendar calendar,
            DatabaseClock clock,
            Config config,
            MeterRegistry metrics) {
        this.database = database;
        this.calendar = calendar;
        this.clock = clock;
        this.config = config;
        metrics.gauge("request.overdue", this, DueWatch::overdue);
        metrics.gauge("request.due.soon", this, DueWatch::soon);
    }

    private double overdue() {
        return open(Instant.EPOCH, clock.instant());
    }

    private double soon() {
        var now = clock.instant();
        return open(now, calendar.horizon(now, config.remindWorkingDays()));
    }

    private long open(Instant from, Instant to) {
        return database.first(
                        "SELECT (SELECT count(*) FROM rights_request WHERE completed_at IS NULL"
                                + " AND due_at >= ? AND due_at < ?) + (SELECT count(*) FROM"
                                + " erasure_case WHERE completed_at IS NULL AND due_at >= ?"
                                + " AND due_at < ?) AS n",
                        rows -> rows.getLong("n"),
                        from,
                        to,
                        from,
                        to)
                .orElse(0L);
    }

    private record Near(UUID requestId, Instant dueAt) {}

    @Scheduled(
            every = "${bestqi.due.look-every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        mark(ESCALATE, config.escalateWorkingDays(), "ALARM ESCALATED request due now");
        mark(REMIND, config.remindWorkingDays(), "ALARM request near its due date");
    }

    private void mark(String sql, int workingDays, String words) {
        var near = new ArrayList<Near>();
        do {
            near.clear();
            near.addAll(QuarkusTransaction.requiringNew().call(() -> chunk(sql, workingDays)));
            near.stream()
                    .limit(NAMED)
                    .forEach(one ->
                            LOG.errorf(
                                    "%s: request %s, due %s", words, one.requestId(), one.dueAt()));
            if (near.size() > NAMED) {
                // Whoever has so many looks into the queue; a line for each would only bury others.
                LOG.errorf("%s: and %d more, see the queue", words, near.size() - NAMED);
            }
        } while (near.size() == CHUNK);
    }

    private List<Near> chunk(String sql, int workingDays) {
        var now = clock.instant();
        return database.query(
                sql,
                rows ->
                        new Near(
                                rows.getObject("request_id", UUID.class),
                                Objects.requireNonNull(Database.instant(rows, "due_at"))),
                now,
                calendar.horizon(now, workingDays),
                CHUNK);
    }
}
