package com.bestqi.platform.web;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answers of calls with an idempotency key, for 24 hours. */
@Singleton
public class IdempotentAnswers {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String COLUMN = "idempotent_answer.answer";

    private final Database database;
    private final SubjectKeys keys;
    private final Clock clock;

    /** Everything it needs is injected. */
    public IdempotentAnswers(Database database, SubjectKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A call with a key.
     *
     * @param caller account id, or {@code -} where nobody is logged in
     */
    public record Call(String caller, String path, String key, byte[] bodyHash) {}

    /** An answer given before. */
    public record Answer(int status, @Nullable String location, byte @Nullable [] body) {
        Answer withoutBody() {
            return new Answer(status, location, null);
        }
    }

    private record Kept(
            byte[] bodyHash,
            int status,
            @Nullable String location,
            @Nullable UUID accountId,
            byte @Nullable [] answer) {}

    /**
     * The answer to an earlier call with this key, or nothing: then this call has the key until its
     * transaction ends. Throws 409 while another call has it, 422 when the body differs.
     */
    public Optional<Answer> find(Call call) {
        boolean free =
                database.first(
                                "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 42)) AS free",
                                rows -> rows.getBoolean("free"),
                                call.caller() + " " + call.path() + " " + call.key())
                        .orElse(false);
        if (!free) {
            throw new ProblemException(
                    CommonProblem.CALL_IN_PROGRESS, "Wait for the answer to the first call.");
        }
        return database.first(
                        "SELECT body_hash, status, location, account_id, answer"
                                + " FROM idempotent_answer"
                                + " WHERE caller = ? AND path = ? AND key = ? AND created_at > ?",
                        rows ->
                                new Kept(
                                        rows.getBytes("body_hash"),
                                        rows.getInt("status"),
                                        rows.getString("location"),
                                        rows.getObject("account_id", UUID.class),
                                        rows.getBytes("answer")),
                        call.caller(),
                        call.path(),
                        call.key(),
                        clock.instant().minus(KEPT))
                .map(kept -> answer(call, kept));
    }

    private Answer answer(Call call, Kept kept) {
        if (!Arrays.equals(kept.bodyHash(), call.bodyHash())) {
            throw new ProblemException(
                    CommonProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used with another body.");
        }
        var accountId = kept.accountId();
        var answer = kept.answer();
        var body =
                accountId == null || answer == null
                        ? answer
                        : keys.cipher(accountId).decryptBytes(COLUMN, answer);
        return new Answer(kept.status(), kept.location(), body);
    }

    /**
     * Keeps an answer, under the key of the person it is about.
     *
     * @param accountId null for an answer about nobody, which is kept as it is
     */
    public void keep(Call call, Answer answer, @Nullable UUID accountId) {
        var body = answer.body();
        database.update(
                """
                INSERT INTO idempotent_answer
                    (caller, path, key, account_id, body_hash, status, location, answer, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (caller, path, key) DO UPDATE
                SET account_id = excluded.account_id, body_hash = excluded.body_hash,
                    status = excluded.status, location = excluded.location,
                    answer = excluded.answer, created_at = excluded.created_at
                """,
                call.caller(),
                call.path(),
                call.key(),
                accountId,
                call.bodyHash(),
                answer.status(),
                answer.location(),
                accountId == null || body == null
                        ? body
                        : keys.cipher(accountId).encryptBytes(COLUMN, body),
                clock.instant());
    }
}
