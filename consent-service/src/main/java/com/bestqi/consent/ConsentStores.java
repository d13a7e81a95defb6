package com.bestqi.consent;

import com.bestqi.consent.disclosure.DisclosureStores;
import com.bestqi.consent.permission.PermissionStores;
import com.bestqi.consent.phone.PhoneStores;
import com.bestqi.consent.policy.PolicyStores;
import com.bestqi.consent.recipient.RecipientStores;
import com.bestqi.platform.inventory.Inventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Declares every table of this service (I-4). */
@Singleton
class ConsentStores {

    @Produces
    @Singleton
    Inventory inventory() {
        return Inventory.of(
                Stream.of(
                                PermissionStores.TABLES,
                                PhoneStores.TABLES,
                                DisclosureStores.TABLES,
                                RecipientStores.TABLES,
                                PolicyStores.TABLES)
                        .flatMap(List::stream)
                        .toArray(Class<?>[]::new));
    }
}
