package com.bestqi.platform.export;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.RetentionRule;
import com.bestqi.platform.inventory.StoreDeclaration;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service declares to hold, as it tells other services. */
@RegisterForReflection
public record InventoryView(String service, List<StoreView> stores) {
    /** Copies the list. */
    public InventoryView {
        stores = List.copyOf(stores);
    }

    /**
     * One store.
     *
     * @param erasure what becomes of it when the person is erased, by the name of the constant
     * @param exported whether the person gets a copy of it
     * @param retention an ISO 8601 period, {@code account} or {@code ground}
     * @param rows which of its rows are of a further kind
     */
    @RegisterForReflection
    public record StoreView(
            String store,
            String category,
            String erasure,
            boolean exported,
            String ground,
            List<String> purposes,
            List<String> clauses,
            String retention,
            List<ColumnView> columns,
            @Nullable List<RowsView> rows) {
        /** Copies the lists; a service of an older version names no rows. */
        public StoreView {
            columns = List.copyOf(columns);
            rows = rows == null ? List.of() : List.copyOf(rows);
        }
    }

    /**
     * Rows of a further kind.
     *
     * @param values what stands in the column
     */
    @RegisterForReflection
    public record RowsView(String category, String column, List<String> values) {}

    /**
     * One column.
     *
     * @param category null when it is not personal
     */
    @RegisterForReflection
    public record ColumnView(
            String name,
            @Nullable String category,
            boolean personal,
            boolean confidential,
            boolean binary) {}

    /** The inventory of a service. */
    public static InventoryView of(String service, Inventory inventory) {
        var exported = inventory.exportable();
        return new InventoryView(
                service,
                inventory.stores().stream()
                        .map(store -> store(store, exported.contains(store)))
                        .toList());
    }

    private static StoreView store(StoreDeclaration store, boolean exported) {
        return new StoreView(
                store.table(),
                store.category().key(),
                store.erasure().name(),
                exported,
                store.ground(),
                store.purposes(),
                store.clauses(),
                text(store.retention()),
                store.columns().stream().map(InventoryView::column).toList(),
                store.rows().stream()
                        .map(rows ->
                                new RowsView(rows.category().key(), rows.column(), rows.values()))
                        .toList());
    }

    private static String text(RetentionRule rule) {
        return rule.text();
    }

    private static ColumnView column(StoreDeclaration.ColumnDeclaration column) {
        DataCategory category = column.category();
        return new ColumnView(
                column.name(),
                category == null ? null : category.key(),
                column.personal(),
                column.confidential(),
                column.binary());
    }
}
