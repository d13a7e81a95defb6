package com.bestqi.platform.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Transient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table as declared.
 *
 * @param table its name
 * @param category what most of its columns hold
 * @param subject the column with the account id
 * @param ground why rows stay after an erasure; empty unless they do
 * @param purposes clause ids of the purposes
 * @param retention how long its rows are kept
 * @param copy whether it only holds a copy of other stores, which no export repeats
 * @param essential whether it goes with the account alone
 * @param rows which of its rows are of a further kind
 */
public record StoreDeclaration(
        String table,
        DataCategory category,
        String subject,
        Store.Erasure erasure,
        String ground,
        List<String> purposes,
        List<String> clauses,
        RetentionRule retention,
        boolean copy,
        boolean essential,
        List<ColumnDeclaration> columns,
        List<RowsDeclaration> rows) {

    /**
     * Rows of a further kind.
     *
     * @param values what stands in the column
     */
    public record RowsDeclaration(DataCategory category, String column, List<String> values) {
        /** These and others, told by the same column. */
        public RowsDeclaration and(RowsDeclaration others) {
            return new RowsDeclaration(
                    category,
                    column,
                    Stream.concat(values.stream(), others.values.stream()).toList());
        }
    }

    /**
     * One column as declared.
     *
     * @param category null when it is not personal
     */
    public record ColumnDeclaration(
            String name, @Nullable DataCategory category, boolean confidential, boolean binary) {

        /** Whether it holds personal data. */
        public boolean personal() {
            return category != null;
        }
    }

    /** Whether there is a column that says whom a row is about. */
    public boolean hasSubject() {
        return columns.stream().anyMatch(column -> column.name().equals(subject));
    }

    /** Reads the annotations of an entity or record; throws when a field has none. */
    static StoreDeclaration read(Class<?> table) {
        var store = table.getAnnotation(Store.class);
        if (store == null) {
            throw new IllegalStateException(table.getName() + " has no @Store");
        }
        var columns = fields(table).map(StoreDeclaration::column).toList();
        return new StoreDeclaration(
                store.table(),
                store.category(),
                store.subject(),
                store.erasure(),
                store.ground(),
                List.of(store.purposes()),
                List.of(store.clauses()),
                RetentionRule.read(store, columns),
                store.copy(),
                store.essential(),
                columns,
                Stream.of(store.rows())
                        .map(rows ->
                                new RowsDeclaration(
                                        rows.category(), rows.column(), List.of(rows.values())))
                        .toList());
    }

    private static Stream<Field> fields(Class<?> table) {
        return Arrays.stream(table.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.isSynthetic() && !field.getName().startsWith("$$"))
                .filter(field -> !field.isAnnotationPresent(Transient.class));
    }

    private static ColumnDeclaration column(Field field) {
        AnnotatedElement declared = field;
        var personal = declared.getAnnotation(Personal.class);
        if (personal == null && !declared.isAnnotationPresent(Impersonal.class)) {
            throw new IllegalStateException(
                    field.getDeclaringClass().getName()
                            + "."
                            + field.getName()
                            + " is neither @Personal nor @Impersonal");
        }
        var name = columnName(field);
        return personal == null
                ? new ColumnDeclaration(name, null, false, false)
                : new ColumnDeclaration(
                        name, personal.value(), personal.confidential(), personal.binary());
    }

    private static String columnName(Field field) {
        var column = field.getAnnotation(Column.class);
        if (column != null && !column.name().isEmpty()) {
            return column.name();
        }
        return field.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
