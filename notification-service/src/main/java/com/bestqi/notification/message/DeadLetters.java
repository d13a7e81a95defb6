package com.bestqi.notification.message;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages that did not go. */
@ApplicationScoped
class DeadLetters {
    private static final String SELECT =
            "SELECT message_id, channel, template, state, attempts, requested_at, settled_at"
                    + " FROM message WHERE state IN ('REFUSED', 'DOUBTFUL', 'GIVEN_UP')";

    private final Database database;
    private final MessageWakes wakes;
    private final Clock clock;

    DeadLetters(Database database, MessageWakes wakes, Clock clock) {
        this.database = database;
        this.wakes = wakes;
        this.clock = clock;
    }

    /** One of them. */
    record DeadLetter(
            UUID messageId,
            String channel,
            String template,
            String state,
            int attempts,
            Instant requestedAt,
            Instant settledAt) {}

    /** One more than asked for, so that the caller sees whether there is more. */
    List<DeadLetter> list(PageRequest asked) {
        int limit = asked.limit() + 1;
        var order = " ORDER BY settled_at DESC, message_id DESC LIMIT ?";
        var last = asked.from().map(this::position);
        return last.isEmpty()
                ? database.query(SELECT + order, DeadLetters::read, limit)
                : database.query(
                        SELECT + " AND (settled_at, message_id) < (?, ?)" + order,
                        DeadLetters::read,
                        last.get().settledAt(),
                        last.get().messageId(),
                        limit);
    }

    private DeadLetter position(String cursor) {
        try {
            return find(UUID.fromString(cursor)).orElseThrow(PageRequest::badCursor);
        } catch (IllegalArgumentException e) {
            throw PageRequest.badCursor();
        }
    }

    private Optional<DeadLetter> find(UUID messageId) {
        return database.first(SELECT + " AND message_id = ?", DeadLetters::read, messageId);
    }

    /** Puts one back in line. Throws 404 or 409. */
    @Transactional
    void replay(UUID messageId) {
        var now = clock.instant();
        int again =
                database.update(
                        "UPDATE message SET state = 'PENDING', due_at = ?, settled_at = NULL,"
                                + " requested_at = ? WHERE message_id = ?"
                                + " AND state IN ('REFUSED', 'DOUBTFUL', 'GIVEN_UP')",
                        now,
                        now,
                        messageId);
        if (again == 1) {
            wakes.afterCommit();
            return;
        }
        boolean known =
                database.first("SELECT FROM message WHERE message_id = ?", _ -> true, messageId)
                        .isPresent();
        throw known
                ? new ProblemException(CommonProblem.CONFLICT, "It went, or is on its way.")
                : ProblemException.notFound();
    }

    private static DeadLetter read(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getObject("message_id", UUID.class),
                row.getString("channel"),
                row.getString("template"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getTimestamp("requested_at").toInstant(),
                row.getTimestamp("settled_at").toInstant());
    }
}
