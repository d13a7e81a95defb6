package com.bestqi.platform.export;

import com.bestqi.platform.erasure.ErasureSupport;
import com.bestqi.platform.erasure.PartStores;
import com.bestqi.platform.erasure.StoreEraser;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what an erasure would delete, with the same queries as its read-back. */
@ApplicationScoped
public class SubjectCounts {
    private final StoreEraser stores;
    private final PartStores parts;
    private final ErasureSupport support;

    /** Everything it needs is injected. */
    public SubjectCounts(StoreEraser stores, PartStores parts, ErasureSupport support) {
        this.stores = stores;
        this.parts = parts;
        this.support = support;
    }

    /**
     * What a service holds about a person.
     *
     * @param parts rows of stores that are of a further kind, which the stores count too
     */
    @RegisterForReflection
    public record View(
            String service,
            List<StoreCount> stores,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<StoreCount> parts) {
        /** Copies the lists; a service of an older version names no parts. */
        public View {
            stores = List.copyOf(stores);
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        /** What of it is of some kinds: whole stores, and of others the rows that are. */
        public View only(Set<String> categories) {
            if (categories.isEmpty()) {
                return new View(service, stores, null);
            }
            var chosen = new ArrayList<StoreCount>();
            for (var store : stores) {
                if (categories.contains(store.category())) {
                    chosen.add(store);
                } else {
                    Objects.requireNonNull(parts).stream()
                            .filter(part ->
                                    part.store().equals(store.store())
                                            && categories.contains(part.category()))
                            .forEach(chosen::add);
                }
            }
            return new View(service, chosen, null);
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
        return new View(support.service(), counts, parts(accountId));
    }

    private List<StoreCount> parts(UUID accountId) {
        var counts = new ArrayList<StoreCount>();
        for (var store : support.inventory().erasable()) {
            for (var rows : store.rows()) {
                counts.add(
                        new StoreCount(
                                store.table(),
                                rows.category().key(),
                                parts.count(store, rows, accountId)));
            }
        }
        return counts;
    }
}
