package com.bestqi.platform.test;

import com.bestqi.platform.database.Database;
import java.util.ArrayList;
import java.util.List;

/** Looks for a value in every column of every table, whatever the inventory says about it. */
public final class CanarySearch {
    private CanarySearch() {}

    /** The columns that hold the value as text or as bytes, each as {@code table.column}. */
    public static List<String> find(Database database, String canary) {
        var found = new ArrayList<String>();
        for (var column : columns(database)) {
            boolean hit =
                    database.first(
                                    "SELECT EXISTS (SELECT 1 FROM %s WHERE %s) AS hit"
                                            .formatted(column.table(), column.condition()),
                                    rows -> rows.getBoolean("hit"),
                                    canary)
                            .orElse(false);
            if (hit) {
                found.add(column.table() + "." + column.name());
            }
        }
        return found;
    }

    private record Column(String table, String name, String type) {
        String condition() {
            return type.equals("bytea")
                    ? "position(convert_to(?, 'UTF8') IN %s) > 0".formatted(name)
                    : "position(lower(?) IN lower(%s::text)) > 0".formatted(name);
        }
    }

    private static List<Column> columns(Database database) {
        return database.query(
                """
                SELECT quote_ident(c.relname) AS tab, quote_ident(a.attname) AS col,
                       format_type(a.atttypid, NULL) AS type
                FROM pg_attribute a
                JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND a.attnum > 0 AND NOT a.attisdropped
                  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                """,
                rows ->
                        new Column(
                                rows.getString("tab"),
                                rows.getString("col"),
                                rows.getString("type")));
    }
}
