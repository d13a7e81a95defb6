package com.bestqi.platform.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All stores of a service. A service makes one as a bean, naming its entities in the order in which
 * rows are deleted (children before parents); the tables of the platform are added by themselves.
 */
public final class Inventory {
    private final List<StoreDeclaration> stores;

    private Inventory(List<StoreDeclaration> stores) {
        this.stores = List.copyOf(stores);
    }

    /** Reads the declarations of a service's tables and adds those of the platform. */
    public static Inventory of(Class<?>... tables) {
        var all = new ArrayList<StoreDeclaration>();
        Stream.concat(Stream.of(tables), PlatformStores.all().stream())
                .map(StoreDeclaration::read)
                .forEach(all::add);
        return new Inventory(all);
    }

    /** Every store, in order of deletion. */
    public List<StoreDeclaration> stores() {
        return stores;
    }

    /** The stores an erasure empties, in order. */
    public List<StoreDeclaration> erasable() {
        return stores.stream()
                .filter(store ->
                        store.erasure() == Store.Erasure.DELETE
                                || store.erasure() == Store.Erasure.DELETE_LAST)
                .toList();
    }
}
