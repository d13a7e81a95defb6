package com.bestqi.dsr.staff;

import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All cases, those due first first; each of the two tables by its own index. */
@ApplicationScoped
class CaseQueue {
    private static final String REQUESTS =
            "SELECT request_id, account_id, type, state, received_at, due_at, extended_at,"
                    + " for_staff, proposed_by FROM rights_request";
    private static final String ERASURES =
            "SELECT request_id, account_id, 'ERASURE' AS type, state, received_at, due_at,"
                    + " NULL::timestamptz AS extended_at, false AS for_staff,"
                    + " NULL::uuid AS proposed_by FROM erasure_case";

    private final Database database;
    private final DatabaseClock clock;

    CaseQueue(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A case in the queue.
     *
     * @param forStaff whether it waits for people
     * @param proposedBy who wants it rejected, until somebody else agrees
     */
    record Case(
            UUID requestId,
            UUID accountId,
            RequestType type,
            RequestState state,
            Instant receivedAt,
            Instant dueAt,
            @Nullable Instant extendedAt,
            boolean forStaff,
            @Nullable UUID proposedBy) {
        static Case read(ResultSet rows) throws SQLException {
            return new Case(
                    rows.getObject("request_id", UUID.class),
                    rows.getObject("account_id", UUID.class),
                    RequestType.valueOf(rows.getString("type")),
                    RequestState.valueOf(rows.getString("state")),
                    Objects.requireNonNull(Database.instant(rows, "received_at")),
                    Objects.requireNonNull(Database.instant(rows, "due_at")),
                    Database.instant(rows, "extended_at"),
                    rows.getBoolean("for_staff"),
                    rows.getObject("proposed_by", UUID.class));
        }

        String position() {
            return dueAt + " " + requestId;
        }
    }

    /** The time that countdowns are counted from. */
    Instant now() {
        return clock.instant();
    }

    /**
     * One more than asked for. Without a state, what is open.
     *
     * @param overdue only what is past its date, or only what is not
     */
    List<Case> page(@Nullable RequestState state, @Nullable Boolean overdue, PageRequest asked) {
        var where = new StringBuilder();
        var arguments = new ArrayList<@Nullable Object>();
        if (state == null) {
            where.append(" WHERE completed_at IS NULL");
        } else {
            where.append(" WHERE state = ?");
            arguments.add(state.name());
        }
        if (overdue != null) {
            where.append(overdue ? " AND due_at < ?" : " AND due_at >= ?");
            arguments.add(clock.instant());
            if (overdue && state != null && !state.open()) {
                where.append(" AND completed_at > due_at");
            }
        }
        asked.from()
                .ifPresent(last -> {
                    var words = last.split(" ", -1);
                    where.append(" AND (due_at, request_id) > (?, ?)");
                    arguments.add(instant(words));
                    arguments.add(UUID.fromString(words[1]));
                });
        int limit = asked.limit() + 1;
        where.append(" ORDER BY due_at, request_id LIMIT ").append(limit);
        var twice = new ArrayList<>(arguments);
        twice.addAll(arguments);
        return database.query(
                "SELECT * FROM ((%s%s) UNION ALL (%s%s)) AS q ORDER BY due_at, request_id LIMIT %d"
                        .formatted(REQUESTS, where, ERASURES, where, limit),
                Case::read,
                twice.toArray());
    }

    /** The erasure of everything under this number; what it holds beside this is in its row. */
    Optional<Case> erasure(UUID requestId) {
        return database.first(ERASURES + " WHERE request_id = ?", Case::read, requestId);
    }

    /** Whose case it is. */
    Optional<UUID> person(UUID requestId) {
        return database.first(
                "SELECT account_id FROM rights_request WHERE request_id = ?"
                        + " UNION ALL SELECT account_id FROM erasure_case WHERE request_id = ?",
                rows -> rows.getObject("account_id", UUID.class),
                requestId,
                requestId);
    }

    private static Instant instant(String[] words) {
        try {
            if (words.length == 2
                    && words[1].matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                return Instant.parse(words[0]);
            }
        } catch (DateTimeException e) {
            throw PageRequest.badCursor();
        }
        throw PageRequest.badCursor();
    }
}
