package com.bestqi.dsr.directive;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives out directive numbers. Each call takes the person's row until the transaction ends, so the
 * events added after it leave in the order of their numbers.
 */
@ApplicationScoped
public class Directives {
    private final Database database;

    Directives(Database database) {
        this.database = database;
    }

    /** The next number; none once the erasure was ordered. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Long> next(UUID accountId) {
        return database.first(
                """
                INSERT INTO directive_epoch (account_id, epoch, closed) VALUES (?, 1, false)
                ON CONFLICT (account_id) DO UPDATE SET epoch = directive_epoch.epoch + 1
                WHERE NOT directive_epoch.closed
                RETURNING epoch
                """,
                rows -> rows.getLong("epoch"),
                accountId);
    }

    /** The number of the ERASE, after which there is no other. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long last(UUID accountId) {
        return database.first(
                        """
                        INSERT INTO directive_epoch (account_id, epoch, closed)
                        VALUES (?, 1, true)
                        ON CONFLICT (account_id) DO UPDATE
                        SET epoch = directive_epoch.epoch + 1, closed = true
                        RETURNING epoch
                        """,
                        rows -> rows.getLong("epoch"),
                        accountId)
                .orElseThrow();
    }

    /** The number of the newest directive, which may be sent again; none after an ERASE. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Long> newest(UUID accountId) {
        return database.first(
                "SELECT epoch FROM directive_epoch WHERE account_id = ? AND NOT closed"
                        + " FOR NO KEY UPDATE",
                rows -> rows.getLong("epoch"),
                accountId);
    }

    /** Whether a directive of this number was ever ordered about this person. */
    public boolean ordered(UUID accountId, long epoch) {
        return database.first(
                        "SELECT true AS found FROM directive_epoch"
                                + " WHERE account_id = ? AND epoch >= ?",
                        rows -> rows.getBoolean("found"),
                        accountId,
                        epoch)
                .orElse(false);
    }

    /**
     * Remembers the number of a directive that is out; numbers given before a backup was restored
     * are never given again. One that is known, as all are in normal running, takes no lock: who
     * orders has the person's row first and this one second, a listener the other way round.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void know(SubjectDirective directive) {
        database.update(
                """
                INSERT INTO directive_epoch (account_id, epoch, closed)
                SELECT n.account_id, n.epoch, n.closed
                FROM (VALUES (?::uuid, ?::bigint, ?::boolean)) AS n (account_id, epoch, closed)
                WHERE NOT EXISTS (SELECT FROM directive_epoch k
                                  WHERE k.account_id = n.account_id AND k.epoch >= n.epoch)
                ON CONFLICT (account_id) DO UPDATE
                SET epoch = excluded.epoch, closed = directive_epoch.closed OR excluded.closed
                WHERE directive_epoch.epoch < excluded.epoch
                """,
                directive.accountId(),
                directive.epoch(),
                directive.kind() == SubjectDirective.Kind.ERASE);
    }
}
