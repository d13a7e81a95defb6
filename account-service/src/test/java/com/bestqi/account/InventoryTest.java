package com.bestqi.account;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.test.InventoryRules;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class InventoryTest {
    @Inject Inventory inventory;
    @Inject Database database;

    @Test
    @Tag("RI-3")
    @Tag("SE-4")
    void everyColumnIsClassifiedAndConfidentialOnesAreCiphertext() {
        InventoryRules.check(inventory, database);
    }
}
