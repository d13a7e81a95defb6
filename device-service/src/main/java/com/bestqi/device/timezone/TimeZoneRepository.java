package com.bestqi.device.timezone;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class TimeZoneRepository {
    private final Database database;

    TimeZoneRepository(Database database) {
        this.database = database;
    }

    /**
     * A question that one replica has taken.
     *
     * @param until when another may ask it; also tells it from one that was put meanwhile
     * @param asked how often it was asked in vain
     */
    record Question(UUID accountId, Instant until, int asked) {}

    Optional<ZoneId> find(UUID accountId) {
        return database.first(
                "SELECT time_zone FROM account_time_zone"
                        + " WHERE account_id = ? AND time_zone IS NOT NULL",
                rows -> ZoneId.of(rows.getString("time_zone")),
                accountId);
    }

    /** Puts the question of a zone that is not known, unless it was put before. */
    void ask(UUID accountId, Instant now) {
        database.update(
                "INSERT INTO account_time_zone (account_id, ask_at) VALUES (?, ?)"
                        + " ON CONFLICT DO NOTHING",
                accountId,
                now);
    }

    /** Puts the question once more, if anybody needs to know. */
    void askAgain(UUID accountId, Instant now) {
        database.update(
                "UPDATE account_time_zone SET ask_at = ?, asked = 0 WHERE account_id = ?",
                now,
                accountId);
    }

    /** Takes questions that are open, each for one replica. */
    List<Question> take(Instant now, Instant until, int atMost) {
        return database.query(
                """
                UPDATE account_time_zone SET ask_at = ?, asked = asked + 1
                WHERE account_id IN (
                    SELECT account_id FROM account_time_zone WHERE ask_at <= ?
                    ORDER BY ask_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED)
                RETURNING account_id, ask_at, asked
                """,
                rows ->
                        new Question(
                                rows.getObject("account_id", UUID.class),
                                rows.getTimestamp("ask_at").toInstant(),
                                rows.getInt("asked") - 1),
                until,
                now,
                atMost);
    }

    /** Keeps an answer; the question stays open where it was put again meanwhile. */
    boolean answer(Question question, ZoneId zone) {
        return database.update(
                        "UPDATE account_time_zone SET time_zone = ?,"
                                + " ask_at = CASE WHEN ask_at = ? THEN NULL ELSE ask_at END"
                                + " WHERE account_id = ?",
                        zone.getId(),
                        question.until(),
                        question.accountId())
                == 1;
    }

    /** Nobody answered: it is asked again later, unless it was put again meanwhile. */
    void postpone(Question question, Instant until) {
        database.update(
                "UPDATE account_time_zone SET ask_at = ? WHERE account_id = ? AND ask_at = ?",
                until,
                question.accountId(),
                question.until());
    }

    void forget(UUID accountId) {
        database.update("DELETE FROM account_time_zone WHERE account_id = ?", accountId);
    }
}
