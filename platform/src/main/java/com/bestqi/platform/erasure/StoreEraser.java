package com.bestqi.platform.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.Partitions;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.inventory.StoreDeclaration;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL of an erasure, made from the inventory alone. */
@ApplicationScoped
public class StoreEraser {
    /** Rows one transaction deletes at most: some tens of milliseconds. */
    private static final int CHUNK = 5_000;

    /** The same for somebody with very many rows, who must not be felt by everybody else. */
    private static final int SMALL_CHUNK = 1_000;

    private static final long VERY_MANY = 20_000;

    private static final String DELETE =
            """
            WITH gone AS (
                DELETE FROM %1$s
                WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s = ANY (?) LIMIT ?))
                RETURNING %2$s AS id)
            SELECT id, count(*) AS rows FROM gone GROUP BY id
            """;

    private static final String COUNT =
            "SELECT %2$s AS id, count(*) AS rows FROM %1$s WHERE %2$s = ANY (?) GROUP BY %2$s";

    private final Database database;
    private final Partitions partitions;
    private final Inventory inventory;
    private final HeldRecords held;

    /** Everything it needs is injected. */
    public StoreEraser(
            Database database, Partitions partitions, Inventory inventory, HeldRecords held) {
        this.database = database;
        this.partitions = partitions;
        this.inventory = inventory;
        this.held = held;
    }

    /**
     * Deletes at most a chunk of the rows of these persons, adding to the tasks' counts, or takes
     * them out of service where a hold covers them. Returns whether nothing can be left.
     */
    public boolean deleteChunk(List<ErasureTask> tasks, Predicate<UUID> heldBack) {
        var byAccount =
                tasks.stream().collect(Collectors.toMap(ErasureTask::accountId, task -> task));
        var free =
                tasks.stream()
                        .map(ErasureTask::accountId)
                        .filter(heldBack.negate())
                        .toArray(UUID[]::new);
        var all = byAccount.keySet().toArray(UUID[]::new);
        // Behind the tombstones, so that no partition made after this look has a row of theirs.
        var leaves = partitions.now();
        int budget = tasks.stream().anyMatch(StoreEraser::large) ? SMALL_CHUNK : CHUNK;
        budget -= release(all, budget, byAccount);
        for (var store : inventory.erasable()) {
            var ids = store.erasure() == Store.Erasure.DELETE_LAST ? free : all;
            var kept = only(ids, id -> held(byAccount, id, store));
            var rest = only(ids, id -> !held(byAccount, id, store));
            for (var leaf : leaves.of(store.table())) {
                if (budget > 0 && kept.length > 0) {
                    budget -= held.move(store, leaf, kept, budget);
                }
                if (budget > 0 && rest.length > 0) {
                    budget -= delete(store, leaf, rest, budget, byAccount);
                }
                if (budget <= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static UUID[] only(UUID[] ids, Predicate<UUID> wanted) {
        return Stream.of(ids).filter(wanted).toArray(UUID[]::new);
    }

    private static boolean held(
            Map<UUID, ErasureTask> byAccount, UUID accountId, StoreDeclaration store) {
        var task = byAccount.get(accountId);
        return task != null && task.held().contains(store.table());
    }

    private int release(UUID[] ids, int limit, Map<UUID, ErasureTask> byAccount) {
        long sum = 0;
        for (var gone : held.release(ids, limit)) {
            sum += gone.rows();
            var task = byAccount.get(gone.accountId());
            if (task != null) {
                task.erased().merge(gone.store(), gone.rows(), Long::sum);
            }
        }
        return Math.toIntExact(sum);
    }

    private static boolean large(ErasureTask task) {
        // What is moved is not counted, and costs more than what is deleted.
        return !task.held().isEmpty()
                || task.erased().values().stream().mapToLong(n -> n).sum() >= VERY_MANY;
    }

    private int delete(
            StoreDeclaration store,
            String leaf,
            UUID[] ids,
            int limit,
            Map<UUID, ErasureTask> byAccount) {
        var deleted =
                database.query(
                        DELETE.formatted(leaf, store.subject()),
                        rows -> Map.entry(rows.getObject("id", UUID.class), rows.getLong("rows")),
                        ids,
                        limit);
        long sum = 0;
        for (var entry : deleted) {
            sum += entry.getValue();
            var task = byAccount.get(entry.getKey());
            if (task != null) {
                task.erased().merge(store.table(), entry.getValue(), Long::sum);
            }
        }
        return Math.toIntExact(sum);
    }

    /** What is left of these persons, by store; persons of whom nothing is left are absent. */
    public Map<UUID, Map<String, Long>> readBack(List<UUID> accountIds) {
        return readBack(accountIds, inventory.erasable());
    }

    /** The same without the stores that are kept until all others have answered. */
    public Map<UUID, Map<String, Long>> readBackAllButLast(List<UUID> accountIds) {
        return readBack(
                accountIds,
                inventory.erasable().stream()
                        .filter(store -> store.erasure() != Store.Erasure.DELETE_LAST)
                        .toList());
    }

    private Map<UUID, Map<String, Long>> readBack(
            List<UUID> accountIds, List<StoreDeclaration> readable) {
        var left = new HashMap<UUID, Map<String, Long>>();
        if (accountIds.isEmpty()) {
            return left;
        }
        var ids = accountIds.toArray(UUID[]::new);
        for (var store : readable) {
            database.query(
                            COUNT.formatted(store.table(), store.subject()),
                            rows ->
                                    Map.entry(
                                            rows.getObject("id", UUID.class), rows.getLong("rows")),
                            (Object) ids)
                    .forEach(entry ->
                            left.computeIfAbsent(entry.getKey(), _ -> new HashMap<>())
                                    .put(store.table(), entry.getValue()));
        }
        return left;
    }
}
