package com.bestqi.platform.export;

import com.bestqi.platform.crypto.SubjectCipher;
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
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

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
        var cipher = keys.cipher(accountId);
        try (var json = JSON.getFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (var store : inventory.exportable()) {
                database.stream(
                        select(store), rows -> writeRow(json, store, cipher, rows), accountId);
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

    private static void writeRow(
            JsonGenerator json, StoreDeclaration store, SubjectCipher cipher, ResultSet rows)
            throws SQLException {
        try {
            json.writeStartObject();
            json.writeStringField("store", store.table());
            json.writeObjectFieldStart("row");
            int at = 0;
            for (var column : store.columns()) {
                json.writeFieldName(column.name());
                writeValue(json, store, column, cipher, rows, ++at);
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeValue(
            JsonGenerator json,
            StoreDeclaration store,
            StoreDeclaration.ColumnDeclaration column,
            SubjectCipher cipher,
            ResultSet rows,
            int at)
            throws SQLException, IOException {
        if (!column.confidential()) {
            writePlain(json, rows.getObject(at));
            return;
        }
        var ciphertext = rows.getBytes(at);
        var name = store.table() + "." + column.name();
        if (ciphertext == null) {
            json.writeNull();
        } else if (column.binary()) {
            json.writeBinary(cipher.decryptBytes(name, ciphertext));
        } else {
            json.writeString(cipher.decrypt(name, ciphertext));
        }
    }

    private static void writePlain(JsonGenerator json, @Nullable Object value)
            throws SQLException, IOException {
        switch (value) {
            case null -> json.writeNull();
            case Timestamp timestamp -> json.writeString(timestamp.toInstant().toString());
            case byte[] bytes -> json.writeBinary(bytes);
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Short number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case PGobject object when object.getType().equals("jsonb") ->
                    json.writeRawValue(object.getValue());
            case Array array -> json.writeString(String.valueOf(array));
            default -> json.writeString(value.toString());
        }
    }
}
