package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.ColumnCoverage;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.InventoryRules;
import com.bestqi.platform.test.RetentionTable;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gate itself is tested: it must close when something is forgotten. */
@QuarkusTest
@WithTestResource(StackResource.class)
class InventoryGateTest {
    private static final RetentionTable REVIEWED =
            RetentionTable.read(
                    Path.of("..", "docs", "retention.md"),
                    Path.of("src", "test", "resources", "retention.md"));

    @Inject Inventory inventory;
    @Inject Database database;

    @Test
    @Tag("RI-3")
    void theInventoryOfTheProbeIsWhole() {
        InventoryRules.check(inventory, database, REVIEWED);
    }

    @Test
    void aColumnThatNobodyClassifiedIsFound() {
        var incomplete = Inventory.of(ProbeInventory.IncompleteNoteTable.class);

        assertThat(ColumnCoverage.findings(incomplete, database))
                .contains(
                        "probe_note.plain is not classified",
                        "probe_note.note is not classified",
                        "probe_secret.content is not classified");
        assertThatThrownBy(() -> InventoryRules.check(incomplete, database, REVIEWED))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aFieldWithoutAnAnnotationIsRefused() {
        assertThatThrownBy(() -> Inventory.of(ProbeInventory.UnclassifiedTable.class))
                .hasMessageContaining("UnclassifiedTable.content is neither @Personal nor");
    }

    @Test
    void aDeclarationThatTheEraserPassesOverIsFoundByTheCanary() {
        var misjudged =
                Inventory.of(
                        ProbeInventory.NoteTable.class,
                        ProbeInventory.MisjudgedSecretTable.class,
                        ProbeInventory.EventTable.class,
                        ProbeInventory.SampleTable.class);
        var person = UUID.randomUUID();
        var canary = "canary-" + UUID.randomUUID();

        // Every column is classified, so the first gate is content ...
        assertThat(ColumnCoverage.findings(misjudged, database)).isEmpty();
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.update("INSERT INTO probe_secret VALUES (?, ?)", person, canary));
        QuarkusTransaction.requiringNew()
                .run(() ->
                        misjudged.erasable().stream()
                                .filter(store -> store.table().startsWith("probe"))
                                .forEach(store ->
                                        database.update(
                                                "DELETE FROM "
                                                        + store.table()
                                                        + " WHERE account_id = ?",
                                                person)));

        // ... but what an erasure by this inventory leaves behind is seen.
        assertThat(CanarySearch.find(database, canary)).containsExactly("probe_secret.content");
    }
}
