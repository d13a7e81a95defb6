package com.bestqi.consent;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.test.InventoryRules;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class InventoryTest {
    @Inject Inventory inventory;
    @Inject Database database;

    @Test
    void everyColumnIsClassifiedAndEveryErasableTableIsIndexed() {
        InventoryRules.check(inventory, database);
    }
}
