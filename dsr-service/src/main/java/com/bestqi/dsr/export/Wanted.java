package com.bestqi.dsr.export;

import com.bestqi.platform.export.InventoryView;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Which rows of a store a copy is to have: all, none, or those of a kind that was asked for among
 * others, as an erasure of that kind takes them.
 *
 * @param column the column that tells; empty when it does not matter
 * @param values what stands in it
 */
record Wanted(boolean any, String column, Set<String> values) {
    static final Wanted EVERYTHING = new Wanted(true, "", Set.of());
    static final Wanted NOTHING = new Wanted(false, "", Set.of());

    /** The rows of a store that are of these kinds. */
    static Wanted rows(InventoryView.StoreView store, Iterable<String> categories) {
        var column = "";
        var values = new HashSet<String>();
        for (var rows : Objects.requireNonNull(store.rows())) {
            for (var category : categories) {
                if (rows.category().equals(category)) {
                    column = rows.column();
                    values.addAll(rows.values());
                }
            }
        }
        return values.isEmpty() ? NOTHING : new Wanted(true, column, values);
    }

    boolean selects() {
        return !column.isEmpty();
    }
}
