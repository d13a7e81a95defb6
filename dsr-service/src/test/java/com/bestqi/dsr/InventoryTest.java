package com.bestqi.dsr;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.test.InventoryRules;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RT-1")
class InventoryTest {
    private final Inventory inventory;
    private final Database database;

    InventoryTest(Inventory inventory, Database database) {
        this.inventory = inventory;
        this.database = database;
    }

    @Test
    void everyColumnIsClassified() {
        InventoryRules.check(inventory, database);
    }
}
