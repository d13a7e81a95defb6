package com.bestqi.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.ColumnCoverage;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.Store;
import org.eclipse.microprofile.config.ConfigProvider;

/** The coverage gate (I-4): what every service's inventory must fulfil. */
public final class InventoryRules {
    private InventoryRules() {}

    /**
     * Fails when a column is not classified, a declared one does not exist, a confidential one is
     * not {@code bytea}, an erasable table has no index that starts with its subject, or {@code
     * docs/retention.md} says something else than the code (RT-1).
     */
    public static void check(Inventory inventory, Database database) {
        check(inventory, database, RetentionTable.reviewed());
    }

    /** The same, with another reviewed table. */
    public static void check(Inventory inventory, Database database, RetentionTable reviewed) {
        assertThat(RetentionRules.findings(inventory, service(), reviewed)).isEmpty();
        assertThat(RetentionRules.unfit(inventory, database)).isEmpty();
        assertThat(ColumnCoverage.findings(inventory, database)).isEmpty();
        for (var store : inventory.erasable()) {
            assertThat(indexed(database, store.table(), store.subject()))
                    .as("%s has an index that starts with %s", store.table(), store.subject())
                    .isTrue();
        }
        for (var store : inventory.stores()) {
            for (var column : store.columns()) {
                if (column.confidential()) {
                    assertThat(type(database, store.table(), column.name()))
                            .as("%s.%s is ciphertext", store.table(), column.name())
                            .isEqualTo("bytea");
                }
            }
            if (store.erasure() == Store.Erasure.KEEP) {
                assertThat(store.ground()).as("ground of %s", store.table()).isNotBlank();
            }
        }
    }

    /** The part of the application's name that the reviewed table uses. */
    static String service() {
        return ConfigProvider.getConfig()
                .getValue("quarkus.application.name", String.class)
                .replace("-service", "");
    }

    static boolean indexed(Database database, String table, String column) {
        return database.first(
                        """
                        SELECT count(*) > 0 AS found FROM pg_index i
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                        WHERE i.indrelid = ?::regclass AND a.attname = ?
                        """,
                        rows -> rows.getBoolean("found"),
                        table,
                        column)
                .orElse(false);
    }

    private static String type(Database database, String table, String column) {
        return database.first(
                        "SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute"
                                + " WHERE attrelid = ?::regclass AND attname = ?",
                        rows -> rows.getString("type"),
                        table,
                        column)
                .orElse("absent");
    }
}
