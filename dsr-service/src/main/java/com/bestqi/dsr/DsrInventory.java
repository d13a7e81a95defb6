package com.bestqi.dsr;

import com.bestqi.dsr.bymail.MailRequestStores;
import com.bestqi.dsr.erasure.ErasureStores;
import com.bestqi.dsr.export.PackageStores;
import com.bestqi.dsr.feedback.FeedbackStores;
import com.bestqi.dsr.hold.HoldStores;
import com.bestqi.dsr.opendsr.OpenDsrStores;
import com.bestqi.dsr.restriction.RestrictionStores;
import com.bestqi.dsr.rights.RequestStores;
import com.bestqi.dsr.transfer.TransferStores;
import com.bestqi.platform.inventory.Inventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** What this service holds about persons. */
@Singleton
class DsrInventory {

    @Produces
    @Singleton
    Inventory inventory() {
        return Inventory.of(
                Stream.of(
                                PackageStores.TABLES,
                                TransferStores.TABLES,
                                FeedbackStores.TABLES,
                                RestrictionStores.TABLES,
                                MailRequestStores.TABLES,
                                OpenDsrStores.TABLES,
                                RequestStores.TABLES,
                                HoldStores.TABLES,
                                ErasureStores.TABLES)
                        .flatMap(List::stream)
                        .toArray(Class<?>[]::new));
    }
}
