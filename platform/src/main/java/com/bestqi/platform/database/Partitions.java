package com.bestqi.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables that rows really lie in. A row's {@code ctid} is unique in its partition alone, so who
 * deletes by it must go partition by partition; through the parent it would take strangers' rows.
 */
@ApplicationScoped
public class Partitions {
    private static final String LEAVES =
            """
            SELECT parent.relname AS parent, leaf.relname AS leaf
            FROM pg_inherits
            JOIN pg_class parent ON parent.oid = inhparent AND parent.relkind = 'p'
            JOIN pg_class leaf ON leaf.oid = inhrelid
            ORDER BY parent.relname, leaf.relname
            """;

    private final Database database;

    /** Everything it needs is injected. */
    public Partitions(Database database) {
        this.database = database;
    }

    /** The partitions there are now of every table that has some. */
    public record Leaves(Map<String, List<String>> byParent) {
        /** The partitions of a table, oldest first; the table itself when it has none. */
        public List<String> of(String table) {
            return byParent.getOrDefault(table, List.of(table));
        }
    }

    /** Looks once; what is made later is not in it. */
    public Leaves now() {
        return new Leaves(
                database
                        .query(
                                LEAVES,
                                rows -> Map.entry(rows.getString("parent"), rows.getString("leaf")))
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList()))));
    }
}
