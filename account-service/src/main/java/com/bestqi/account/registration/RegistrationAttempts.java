package com.bestqi.account.registration;

import com.bestqi.platform.database.Database;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Registrations under way. Notes are written at once, whatever becomes of the caller's transaction,
 * over connections of their own: a call that already holds one must not wait for a second.
 */
@ApplicationScoped
class RegistrationAttempts {
    private final Database atOnce;
    private final Database inTransaction;
    private final Clock clock;

    RegistrationAttempts(
            @DataSource("attempt") javax.sql.DataSource own, Database inTransaction, Clock clock) {
        this.atOnce = new Database(own);
        this.inTransaction = inTransaction;
        this.clock = clock;
    }

    /**
     * An attempt.
     *
     * @param abandoned whether it must not open an account any more
     */
    record Attempt(UUID attemptId, byte[] emailIndex, boolean abandoned, Instant startedAt) {}

    /** Notes an attempt; empty when another one, not abandoned, has the address or user name. */
    Optional<UUID> begin(byte[] emailIndex, byte @Nullable [] usernameIndex) {
        var attemptId = UUID.randomUUID();
        int noted =
                atOnce.update(
                        "INSERT INTO registration_attempt"
                                + " (attempt_id, email_index, username_index, started_at)"
                                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        attemptId,
                        emailIndex,
                        usernameIndex,
                        clock.instant());
        return noted == 1 ? Optional.of(attemptId) : Optional.empty();
    }

    /** The attempts that have the address or the user name. */
    List<Attempt> having(byte[] emailIndex, byte @Nullable [] usernameIndex) {
        return atOnce.query(
                "SELECT attempt_id, email_index, abandoned, started_at FROM registration_attempt"
                        + " WHERE email_index = ? OR username_index = ?::bytea",
                RegistrationAttempts::read,
                emailIndex,
                usernameIndex);
    }

    /** Whether somebody is registering with this address. */
    boolean underWay(byte[] emailIndex) {
        return atOnce.first(
                        "SELECT 1 FROM registration_attempt WHERE email_index = ? AND NOT abandoned",
                        rows -> true,
                        (Object) emailIndex)
                .orElse(false);
    }

    List<Attempt> startedBefore(Instant time) {
        return atOnce.query(
                "SELECT attempt_id, email_index, abandoned, started_at FROM registration_attempt"
                        + " WHERE started_at < ? ORDER BY started_at LIMIT 1000",
                RegistrationAttempts::read,
                time);
    }

    /**
     * From now on the attempt cannot open an account. False when it has done so or is gone; waits
     * while a transaction is about to tell.
     */
    boolean abandon(UUID attemptId) {
        return atOnce.update(
                        "UPDATE registration_attempt SET abandoned = true WHERE attempt_id = ?",
                        attemptId)
                == 1;
    }

    /** Forgets an attempt that left nothing behind. */
    void forget(UUID attemptId) {
        atOnce.update("DELETE FROM registration_attempt WHERE attempt_id = ?", attemptId);
    }

    /** Ends an attempt together with what it opened; false when it was abandoned meanwhile. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean complete(UUID attemptId) {
        return inTransaction.update(
                        "DELETE FROM registration_attempt WHERE attempt_id = ? AND NOT abandoned",
                        attemptId)
                == 1;
    }

    private static Attempt read(ResultSet rows) throws SQLException {
        return new Attempt(
                rows.getObject("attempt_id", UUID.class),
                rows.getBytes("email_index"),
                rows.getBoolean("abandoned"),
                rows.getTimestamp("started_at").toInstant());
    }
}
