package com.bestqi.platform.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.proof.Sha256;
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

    /** The stores of which a person gets a copy: those that hold something of their own. */
    public List<StoreDeclaration> exportable() {
        return erasable().stream().filter(store -> !store.copy()).toList();
    }

    /** A digest of every declaration: two builds that hold the same have the same. */
    public String digest() {
        var lines = new StringBuilder();
        for (var store : stores) {
            lines.append(store.table()).append(' ').append(store.erasure()).append('\n');
            for (var column : store.columns()) {
                lines.append(store.table())
                        .append('.')
                        .append(column.name())
                        .append(' ')
                        .append(column.category() == null ? "-" : column.category())
                        .append('\n');
            }
        }
        return Sha256.hex(lines.toString().getBytes(UTF_8));
    }
}
