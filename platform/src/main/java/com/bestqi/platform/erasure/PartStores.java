package com.bestqi.platform.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.Partitions;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Store;
import com.bestqi.platform.inventory.StoreDeclaration;
import com.bestqi.platform.inventory.StoreDeclaration.RowsDeclaration;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which stores an erasure of a part empties, and its SQL. A store goes whole or not at all, but for
 * rows that are declared to be of a further kind: one is emptied when its own category is named,
 * the account does not rest on it and no hold covers it; another that holds something of a named
 * category is counted as remaining.
 */
@ApplicationScoped
public class PartStores {
    private static final int CHUNK = 1_000;
    private static final String DELETE =
            "DELETE FROM %1$s WHERE ctid = ANY"
                    + " (ARRAY(SELECT ctid FROM %1$s WHERE %2$s = ? %3$s LIMIT ?))";
    private static final String COUNT = "SELECT count(*) AS n FROM %s WHERE %s = ? %s";

    private final Database database;
    private final Partitions partitions;
    private final Inventory inventory;

    /** Everything it needs is injected. */
    public PartStores(Database database, Partitions partitions, Inventory inventory) {
        this.database = database;
        this.partitions = partitions;
        this.inventory = inventory;
    }

    /**
     * Deletes at most a chunk, adding to the task's counts; returns how many rows.
     *
     * @param held tables under hold
     */
    public int deleteChunk(PartErasureTasks.Task task, Set<String> held) {
        var leaves = partitions.now();
        int deleted = 0;
        for (var store : inventory.erasable()) {
            if (!emptied(store, task.categories()) || held.contains(store.table())) {
                continue;
            }
            var only = only(store, task.categories());
            for (var leaf : leaves.of(store.table())) {
                int rows =
                        database.update(
                                DELETE.formatted(leaf, store.subject(), condition(only)),
                                arguments(task.accountId(), only, CHUNK - deleted));
                task.erased().merge(store.table(), (long) rows, Long::sum);
                deleted += rows;
                if (deleted >= CHUNK) {
                    return deleted;
                }
            }
        }
        return deleted;
    }

    /** The rows of a further kind that alone are named; nothing when the whole store is. */
    private static Optional<RowsDeclaration> only(StoreDeclaration store, Set<String> categories) {
        return categories.isEmpty() || categories.contains(store.category().key())
                ? Optional.empty()
                : store.rows().stream()
                        .filter(rows -> categories.contains(rows.category().key()))
                        .reduce(RowsDeclaration::and);
    }

    private static String condition(Optional<RowsDeclaration> only) {
        return only.map(rows -> "AND " + rows.column() + " = ANY (?)").orElse("");
    }

    private static Object[] arguments(
            UUID accountId, Optional<RowsDeclaration> only, Object... more) {
        var arguments = new ArrayList<Object>();
        arguments.add(accountId);
        only.ifPresent(rows -> arguments.add(rows.values().toArray(String[]::new)));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    /** What is left of everything that was named, to be asked while nobody writes. */
    public List<StoreOutcome> readBack(PartErasureTasks.Task task) {
        var outcomes = new ArrayList<StoreOutcome>();
        for (var store : inventory.erasable()) {
            if (touched(store, task.categories())) {
                outcomes.add(
                        new StoreOutcome(
                                store.table(),
                                only(store, task.categories())
                                        .map(RowsDeclaration::category)
                                        .orElse(store.category())
                                        .key(),
                                task.erased().getOrDefault(store.table(), 0L),
                                count(store, task)));
            }
        }
        return outcomes;
    }

    private long count(StoreDeclaration store, PartErasureTasks.Task task) {
        return count(store, only(store, task.categories()), task.accountId());
    }

    /** How many rows of a further kind a store has of a person. */
    public long count(StoreDeclaration store, RowsDeclaration rows, UUID accountId) {
        return count(store, Optional.of(rows), accountId);
    }

    private long count(StoreDeclaration store, Optional<RowsDeclaration> only, UUID accountId) {
        return database.first(
                        COUNT.formatted(store.table(), store.subject(), condition(only)),
                        rows -> rows.getLong("n"),
                        arguments(accountId, only))
                .orElse(0L);
    }

    private static boolean emptied(StoreDeclaration store, Set<String> categories) {
        return store.erasure() == Store.Erasure.DELETE
                && !store.essential()
                && (categories.isEmpty()
                        || categories.contains(store.category().key())
                        || only(store, categories).isPresent());
    }

    private static boolean touched(StoreDeclaration store, Set<String> categories) {
        return categories.isEmpty()
                || categories.contains(store.category().key())
                || only(store, categories).isPresent()
                || store.columns().stream()
                        .map(StoreDeclaration.ColumnDeclaration::category)
                        .anyMatch(kind -> kind != null && categories.contains(kind.key()));
    }
}
