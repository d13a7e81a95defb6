package com.bestqi.platform.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.inventory.StoreDeclaration;
import com.bestqi.platform.subject.Holds;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Rows of erased persons that a legal hold covers. They are moved out of the service's tables in
 * the chunks in which the others are deleted, their confidential fields still as ciphertext, and
 * destroyed once no hold covers their store.
 */
@ApplicationScoped
public class HeldRecords {
    private static final String MOVE =
            """
            WITH gone AS (
                DELETE FROM %1$s
                WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s = ANY (?) LIMIT ?))
                RETURNING *)
            INSERT INTO held_record (account_id, store, content, held_at)
            SELECT g.%2$s, ?, to_jsonb(g), ? FROM gone AS g
            """;

    private static final String RELEASE =
            """
            WITH gone AS (
                DELETE FROM held_record WHERE id = ANY (ARRAY(
                    SELECT r.id FROM held_record r JOIN data_subject s USING (account_id)
                    WHERE r.account_id = ANY (?) AND r.store <> ALL (s.held_stores) LIMIT ?))
                RETURNING account_id, store)
            SELECT account_id, store, count(*) AS rows FROM gone GROUP BY account_id, store
            """;

    private final Database database;
    private final Holds holds;
    private final DatabaseClock clock;

    /** Everything it needs is injected. */
    public HeldRecords(Database database, Holds holds, DatabaseClock clock) {
        this.database = database;
        this.holds = holds;
        this.clock = clock;
    }

    /** Rows of a store of a person. */
    public record Rows(UUID accountId, String store, long rows) {}

    /** To be called before anything of the person is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void prepare(SubjectDirective directive) {
        holds.prepare(directive);
    }

    /**
     * Puts under hold what an ERASE names and there is of an entombed person; where there is
     * nothing of it, nothing is kept and the key goes.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(SubjectDirective directive, Collection<StoreDeclaration> stores) {
        var accountId = directive.accountId();
        var covered = holds.tables(directive);
        holds.set(
                accountId,
                stores.stream()
                        .filter(store -> covered.contains(store.table()))
                        .filter(store -> exists(store, accountId))
                        .map(StoreDeclaration::table)
                        .toList());
    }

    private boolean exists(StoreDeclaration store, UUID accountId) {
        return database.first(
                        """
                        SELECT EXISTS (SELECT FROM %s WHERE %s = ?)
                            OR EXISTS (SELECT FROM held_record WHERE account_id = ? AND store = ?)
                            AS found
                        """
                                .formatted(store.table(), store.subject()),
                        rows -> rows.getBoolean("found"),
                        accountId,
                        accountId,
                        store.table())
                .orElse(false);
    }

    /** Takes at most so many rows of these persons out of a table; returns how many. */
    public int move(StoreDeclaration store, String leaf, UUID[] ids, int limit) {
        return database.update(
                MOVE.formatted(leaf, store.subject()), ids, limit, store.table(), clock.instant());
    }

    /** Destroys at most so many rows of these persons that no hold covers any more. */
    public Collection<Rows> release(UUID[] ids, int limit) {
        return database.query(
                RELEASE,
                rows ->
                        new Rows(
                                rows.getObject("account_id", UUID.class),
                                rows.getString("store"),
                                rows.getLong("rows")),
                ids,
                limit);
    }

    /** What is kept of these persons, by store; persons of whom nothing is kept are absent. */
    public Map<UUID, Map<String, Long>> kept(Collection<UUID> accountIds) {
        return database
                .query(
                        "SELECT account_id, store, count(*) AS rows FROM held_record"
                                + " WHERE account_id = ANY (?) GROUP BY account_id, store",
                        rows ->
                                new Rows(
                                        rows.getObject("account_id", UUID.class),
                                        rows.getString("store"),
                                        rows.getLong("rows")),
                        (Object) accountIds.toArray(UUID[]::new))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Rows::accountId,
                                HashMap::new,
                                Collectors.toMap(Rows::store, Rows::rows)));
    }

    /** Whether anything of a person is under hold. */
    public boolean held(UUID accountId) {
        return !holds.of(accountId).isEmpty();
    }

    /** Nothing is kept of a person after all. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void nothing(UUID accountId) {
        holds.set(accountId, List.of());
    }
}
