package com.bestqi.dsr;

import com.bestqi.dsr.erasure.ErasureStores;
import com.bestqi.dsr.restriction.RestrictionStores;
import com.bestqi.platform.inventory.Inventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** What this service holds about persons. */
@Singleton
class DsrInventory {

    @Produces
    @Singleton
    Inventory inventory() {
        return Inventory.of(
                Stream.concat(RestrictionStores.TABLES.stream(), ErasureStores.TABLES.stream())
                        .toArray(Class<?>[]::new));
    }
}
