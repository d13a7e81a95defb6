package com.bestqi.account;

import com.bestqi.account.deletion.DeletionStores;
import com.bestqi.account.inactivity.InactivityStores;
import com.bestqi.account.picture.PictureStores;
import com.bestqi.account.policycopy.PolicyCopyStores;
import com.bestqi.account.profile.ProfileStores;
import com.bestqi.account.registration.RegistrationStores;
import com.bestqi.platform.inventory.Inventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Every table of this service, children before parents. */
class AccountInventory {

    @Produces
    @Singleton
    Inventory inventory() {
        return Inventory.of(
                Stream.of(
                                DeletionStores.tables(),
                                InactivityStores.tables(),
                                RegistrationStores.tables(),
                                PolicyCopyStores.tables(),
                                PictureStores.tables(),
                                ProfileStores.tables())
                        .flatMap(List::stream)
                        .toArray(Class<?>[]::new));
    }
}
