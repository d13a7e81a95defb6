package com.bestqi.notification;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.test.InventoryRules;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@ServiceTest
class InventoryTest {
    @Inject Inventory inventory;
    @Inject Database database;

    @Test
    void everyColumnIsClassifiedAndEveryErasableTableIsIndexed() {
        InventoryRules.check(inventory, database);
    }
}
