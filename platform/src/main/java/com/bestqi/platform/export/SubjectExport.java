package com.bestqi.platform.export;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.NotRepeatable;
import com.bestqi.platform.inventory.Inventory;
import com.bestqi.platform.inventory.StoreDeclaration;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.stream.Collectors;

/** Streams the rows of a person, store by store, decrypted; memory stays flat whatever the size. */
@ApplicationScoped
public class SubjectExport {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /** Longer than a person with millions of rows takes whose reader is slow. */
    private static final int MOST_SECONDS = 3_600;

    private final Database database;
    private final SubjectKeys keys;
    private final Inventory inventory;

    /** Everything it needs is injected. */
    public SubjectExport(Database database, SubjectKeys keys, Inventory inventory) {
        this.database = database;
        this.keys = keys;
        this.inventory = inventory;
    }

    /**
     * Writes one JSON object a line: {@code {"store": ..., "row": {column: value}}}. All stores are
     * read from one snapshot.
     */
    @Transactional
    @TransactionConfiguration(timeout = MOST_SECONDS)
    @NotRepeatable
    public void write(UUID accountId, OutputStream out) throws IOException {
        database.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        // A scan that joins another one in its middle would give the same rows in another order.
        database.update("SET LOCAL synchronize_seqscans = off");
        var cipher = keys.cipher(accountId);
        try (var json = JSON.getFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (var store : inventory.exportable()) {
                database.stream(
                        select(store), new RowWriter(json, store, cipher)::write, accountId);
            }
        }
    }

    private static String select(StoreDeclaration store) {
        return store.columns().stream()
                .map(StoreDeclaration.ColumnDeclaration::name)
                .collect(
                        Collectors.joining(
                                ", ",
                                "SELECT ",
                                " FROM %s WHERE %s = ?".formatted(store.table(), store.subject())));
    }
}
