package com.bestqi.dsr.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The signed answers. The first of each participant counts. */
@ApplicationScoped
class OutcomeRepository {
    private final Database database;
    private final DatabaseClock clock;

    OutcomeRepository(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps an answer and, with the last one awaited, makes the case due. False when it is kept
     * already, or fits no case.
     */
    boolean keep(DirectiveOutcome outcome, OutcomeStatement said) {
        return database.update(
                        """
                        WITH kept AS (
                            INSERT INTO erasure_outcome (request_id, service, account_id, statement,
                                erased, complete, received_at)
                            SELECT request_id, ?, account_id, ?, ?, ?, ? FROM erasure_case
                            WHERE request_id = ? AND account_id = ? AND epoch = ?
                            ON CONFLICT (request_id, service) DO NOTHING
                            RETURNING request_id, service, received_at)
                        UPDATE erasure_case c
                        SET awaited = array_remove(c.awaited, kept.service),
                            next_at = CASE WHEN c.awaited = ARRAY[kept.service]
                                THEN kept.received_at ELSE c.next_at END,
                            tries = 0
                        FROM kept WHERE c.request_id = kept.request_id
                        """,
                        outcome.service(),
                        outcome.statement(),
                        said.stores().stream()
                                .mapToLong(OutcomeStatement.StoreOutcome::erased)
                                .sum(),
                        said.complete(),
                        clock.instant(),
                        outcome.requestId(),
                        outcome.accountId(),
                        outcome.epoch())
                == 1;
    }

    /** Whether there is a case that this is an answer to, or that it was one to before. */
    boolean fits(DirectiveOutcome outcome) {
        return database.first(
                        "SELECT true AS found FROM erasure_case"
                                + " WHERE request_id = ? AND account_id = ? AND (epoch = ?"
                                + " OR epoch > ? AND superseded IS NOT NULL)",
                        rows -> rows.getBoolean("found"),
                        outcome.requestId(),
                        outcome.accountId(),
                        outcome.epoch(),
                        outcome.epoch())
                .orElse(false);
    }

    /** All answers of a case. */
    List<DirectiveOutcome> of(ErasureCase open) {
        return database.query(
                "SELECT service, statement FROM erasure_outcome WHERE request_id = ?",
                rows ->
                        new DirectiveOutcome(
                                open.accountId(),
                                open.requestId(),
                                open.epoch(),
                                rows.getString("service"),
                                rows.getString("statement")),
                open.requestId());
    }

    /** An answer for people to see. */
    record Answer(String service, long erased, boolean complete) {}

    /** The answers of a case without their statements. */
    List<Answer> answers(UUID requestId) {
        return database.query(
                "SELECT service, erased, complete FROM erasure_outcome WHERE request_id = ?",
                rows ->
                        new Answer(
                                rows.getString("service"),
                                rows.getLong("erased"),
                                rows.getBoolean("complete")),
                requestId);
    }
}
