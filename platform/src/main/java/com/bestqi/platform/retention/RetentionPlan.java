package com.bestqi.platform.retention;

import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.RetentionRule;
import com.bestqi.platform.inventory.RetentionRule.ForPeriod;
import com.bestqi.platform.inventory.Store.Expiry;
import com.bestqi.platform.inventory.StoreDeclaration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The stores that have a period, with the period that holds in this deployment. */
@ApplicationScoped
public class RetentionPlan {
    /** Samples may come this late, so what is partitioned must be kept this long. */
    private static final Period LATEST_SAMPLE = Period.ofDays(30);

    private final List<Entry> entries;

    /** Reads inventory and configuration; throws when a configured period cannot be. */
    public RetentionPlan(Inventory inventory, RetentionConfig config) {
        this.entries = read(inventory, config.period());
    }

    /** A store that has a period. */
    public record Entry(StoreDeclaration store, ForPeriod rule) {
        /** The table. */
        public String table() {
            return store.table();
        }

        /** Whether whole partitions are dropped. */
        public boolean partitioned() {
            return rule.expiry() == Expiry.WEEKS || rule.expiry() == Expiry.MONTHS;
        }

        /** Whether the rows go with their work, and are only watched here. */
        public boolean watched() {
            return rule.expiry() == Expiry.WORK;
        }
    }

    /** All of them. */
    public List<Entry> entries() {
        return entries;
    }

    /** Those whose partitions are made and dropped. */
    public List<Entry> partitioned() {
        return entries.stream().filter(Entry::partitioned).toList();
    }

    private static List<Entry> read(Inventory inventory, Map<String, String> shorter) {
        var unknown = new HashSet<>(shorter.keySet());
        var found = new ArrayList<Entry>();
        for (var store : inventory.stores()) {
            if (store.retention() instanceof ForPeriod reviewed) {
                unknown.remove(store.table());
                var period = shorter.get(store.table());
                found.add(new Entry(store, period == null ? reviewed : cut(store, period)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "bestqi.retention.period names no store with a period: " + unknown);
        }
        return List.copyOf(found);
    }

    private static ForPeriod cut(StoreDeclaration store, String text) {
        var entry =
                new Entry(
                        store,
                        ((ForPeriod) store.retention()).shortened(RetentionRule.period(text)));
        var now = RetentionRule.ANY_TIME;
        var rule = entry.rule();
        var least = new ForPeriod(LATEST_SAMPLE, rule.countedFrom(), rule.expiry());
        if (entry.partitioned() && rule.cutoff(now).isAfter(least.cutoff(now))) {
            throw new IllegalArgumentException(
                    store.table() + " must be kept for " + LATEST_SAMPLE + ": samples come late");
        }
        return rule;
    }
}
