package com.bestqi.platform.inventory;

import com.bestqi.platform.database.Database;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the inventory with the database as it is (I-4). A column that nobody classified, or a
 * declared one that does not exist, is a finding; a service's build fails on any.
 */
public final class ColumnCoverage {
    private ColumnCoverage() {}

    /** The findings in words, sorted; empty when the inventory is the truth. */
    public static List<String> findings(Inventory inventory, Database database) {
        var actual =
                new TreeSet<>(
                        database.query(
                                """
                                SELECT c.relname || '.' || a.attname AS name
                                FROM pg_attribute a
                                JOIN pg_class c ON c.oid = a.attrelid
                                JOIN pg_namespace n ON n.oid = c.relnamespace
                                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                                  AND a.attnum > 0 AND NOT a.attisdropped
                                  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                                """,
                                rows -> rows.getString("name")));
        var declared =
                inventory.stores().stream()
                        .flatMap(store ->
                                store.columns().stream()
                                        .map(column -> store.table() + "." + column.name()))
                        .collect(Collectors.toCollection(TreeSet::new));
        var findings = new TreeSet<String>();
        minus(actual, declared).forEach(name -> findings.add(name + " is not classified"));
        minus(declared, actual).forEach(name -> findings.add(name + " does not exist"));
        return List.copyOf(findings);
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        var rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
