package com.bestqi.platform.test;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.RetentionRule;
import com.bestqi.platform.inventory.RetentionRule.ForPeriod;
import com.bestqi.platform.inventory.Store.Expiry;
import com.bestqi.platform.inventory.StoreDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The retention gate (RT-1): code, reviewed table and database must say the same. */
public final class RetentionRules {
    private RetentionRules() {}

    /** What code and reviewed table disagree about, in words; empty when they agree. */
    public static List<String> findings(
            Inventory inventory, String service, RetentionTable reviewed) {
        var findings = new ArrayList<String>();
        var stores = new TreeSet<String>();
        for (var store : inventory.stores()) {
            stores.add(store.table());
            var rows =
                    reviewed.rows().stream()
                            .filter(row -> row.of(service) && row.store().equals(store.table()))
                            .toList();
            if (rows.size() == 1) {
                compare(store, rows.getFirst(), findings);
            } else {
                findings.add(store.table() + " has " + rows.size() + " reviewed rows");
            }
        }
        reviewed.rows().stream()
                .filter(row -> row.of(service) && !stores.contains(row.store()))
                .forEach(row -> findings.add(row.store() + " is reviewed but does not exist"));
        return findings;
    }

    private static void compare(
            StoreDeclaration store, RetentionTable.Row row, List<String> findings) {
        var rule = store.retention();
        differ(store, "period", rule.text(), row.period(), findings);
        differ(store, "counted from", countedFrom(rule), row.countedFrom(), findings);
        differ(store, "ends by", endsBy(rule), row.endsBy(), findings);
        differ(store, "purpose", sorted(store.purposes()), row.purposes().toString(), findings);
        differ(store, "clause", sorted(store.clauses()), row.clauses().toString(), findings);
        if (row.holds().isEmpty() || row.reason().isEmpty()) {
            findings.add(store.table() + " is reviewed without what it holds or why");
        }
    }

    private static String countedFrom(RetentionRule rule) {
        return rule instanceof ForPeriod counted ? counted.countedFrom() : "";
    }

    private static String endsBy(RetentionRule rule) {
        return rule instanceof ForPeriod counted
                ? counted.expiry().name().toLowerCase(Locale.ROOT)
                : "";
    }

    private static String sorted(List<String> words) {
        Set<String> sorted = new TreeSet<>(words);
        return sorted.toString();
    }

    private static void differ(
            StoreDeclaration store,
            String what,
            String code,
            String reviewed,
            List<String> findings) {
        if (!code.equals(reviewed)) {
            findings.add(
                    "%s: %s is %s in the code, %s as reviewed"
                            .formatted(store.table(), what, code, reviewed));
        }
    }

    /** Stores whose table is not made for the way they end, in words. */
    public static List<String> unfit(Inventory inventory, Database database) {
        var findings = new ArrayList<String>();
        for (var store : inventory.stores()) {
            if (store.retention() instanceof ForPeriod rule) {
                boolean wanted = rule.expiry() == Expiry.WEEKS || rule.expiry() == Expiry.MONTHS;
                if (partitioned(database, store.table()) != wanted) {
                    findings.add(store.table() + (wanted ? " is not" : " is") + " partitioned");
                }
                if (rule.expiry() == Expiry.ROWS
                        && !InventoryRules.indexed(database, store.table(), rule.countedFrom())) {
                    findings.add(
                            store.table() + " has no index that starts with " + rule.countedFrom());
                }
            }
        }
        return findings;
    }

    private static boolean partitioned(Database database, String table) {
        return database.first(
                        "SELECT relkind = 'p' AS yes FROM pg_class WHERE oid = ?::regclass",
                        rows -> rows.getBoolean("yes"),
                        table)
                .orElse(false);
    }
}
