package com.bestqi.platform.export;

import com.bestqi.platform.erasure.ErasureSupport;
import com.bestqi.platform.erasure.StoreEraser;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Counts what an erasure would delete, with the same queries as its read-back. */
@ApplicationScoped
public class SubjectCounts {
    private final StoreEraser stores;
    private final ErasureSupport support;

    /** Everything it needs is injected. */
    public SubjectCounts(StoreEraser stores, ErasureSupport support) {
        this.stores = stores;
        this.support = support;
    }

    /** What a service holds about a person. */
    @RegisterForReflection
    public record View(String service, List<StoreCount> stores) {
        /** Copies the list. */
        public View {
            stores = List.copyOf(stores);
        }
    }

    /** One store. */
    @RegisterForReflection
    public record StoreCount(String store, String category, long count) {}

    /** Every store an erasure empties, in its order. */
    public View of(UUID accountId) {
        var found = stores.readBack(List.of(accountId)).getOrDefault(accountId, Map.of());
        var counts = new ArrayList<StoreCount>();
        for (var store : support.inventory().erasable()) {
            counts.add(
                    new StoreCount(
                            store.table(),
                            store.category().key(),
                            found.getOrDefault(store.table(), 0L)));
        }
        for (var store : support.externalStores()) {
            counts.add(
                    new StoreCount(store.name(), store.category().key(), store.count(accountId)));
        }
        return new View(support.service(), counts);
    }
}
