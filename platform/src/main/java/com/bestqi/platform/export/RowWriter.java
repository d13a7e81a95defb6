package com.bestqi.platform.export;

import com.bestqi.platform.crypto.SubjectCipher;
import com.bestqi.platform.inventory.StoreDeclaration;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Writes the rows of one store, a line each. A person has millions of them, so what is the same for
 * all is found out once, and the usual types are read as what they are.
 */
final class RowWriter {
    private static final SerializableString STORE = new SerializedString("store");
    private static final SerializableString ROW = new SerializedString("row");

    private final JsonGenerator json;
    private final SubjectCipher cipher;
    private final SerializableString table;
    private final List<Column> columns = new ArrayList<>();
    private @Nullable List<Kind> kinds;

    /** How a column's values are read. */
    private enum Kind {
        TEXT,
        WHOLE,
        DECIMAL,
        TIME,
        OTHER
    }

    /**
     * A column.
     *
     * @param sealedAs the name its ciphertext is bound to
     */
    private record Column(
            SerializableString name, boolean confidential, boolean binary, String sealedAs) {}

    RowWriter(JsonGenerator json, StoreDeclaration store, SubjectCipher cipher) {
        this.json = json;
        this.cipher = cipher;
        this.table = new SerializedString(store.table());
        for (var column : store.columns()) {
            columns.add(
                    new Column(
                            new SerializedString(column.name()),
                            column.confidential(),
                            column.binary(),
                            store.table() + "." + column.name()));
        }
    }

    /** Writes the row the result set stands on, whose columns are those of the store. */
    void write(ResultSet rows) throws SQLException {
        var read = kinds;
        if (read == null) {
            read = kinds(rows);
            kinds = read;
        }
        try {
            json.writeStartObject();
            json.writeFieldName(STORE);
            json.writeString(table);
            json.writeFieldName(ROW);
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                json.writeFieldName(column.name());
                if (column.confidential()) {
                    open(column, rows.getBytes(i + 1));
                } else {
                    plain(read.get(i), rows, i + 1);
                }
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Kind> kinds(ResultSet rows) throws SQLException {
        var types = rows.getMetaData();
        var found = new ArrayList<Kind>();
        for (int at = 1; at <= columns.size(); at++) {
            found.add(
                    switch (types.getColumnTypeName(at)) {
                        case "text", "varchar", "uuid" -> Kind.TEXT;
                        case "int2", "int4", "int8" -> Kind.WHOLE;
                        case "float8" -> Kind.DECIMAL;
                        case "timestamptz" -> Kind.TIME;
                        default -> Kind.OTHER;
                    });
        }
        return found;
    }

    private void open(Column column, byte @Nullable [] ciphertext) throws IOException {
        if (ciphertext == null) {
            json.writeNull();
        } else if (column.binary()) {
            json.writeBinary(cipher.decryptBytes(column.sealedAs(), ciphertext));
        } else {
            json.writeString(cipher.decrypt(column.sealedAs(), ciphertext));
        }
    }

    private void plain(Kind kind, ResultSet rows, int at) throws SQLException, IOException {
        switch (kind) {
            case TEXT -> json.writeString(rows.getString(at));
            case WHOLE -> {
                long number = rows.getLong(at);
                if (rows.wasNull()) {
                    json.writeNull();
                } else {
                    json.writeNumber(number);
                }
            }
            case DECIMAL -> {
                double number = rows.getDouble(at);
                if (rows.wasNull()) {
                    json.writeNull();
                } else {
                    json.writeNumber(number);
                }
            }
            case TIME -> time(rows.getTimestamp(at));
            case OTHER -> other(rows.getObject(at));
        }
    }

    private void time(@Nullable Timestamp at) throws IOException {
        if (at == null) {
            json.writeNull();
        } else {
            json.writeString(at.toInstant().toString());
        }
    }

    private void other(@Nullable Object value) throws SQLException, IOException {
        switch (value) {
            case null -> json.writeNull();
            case Timestamp timestamp -> time(timestamp);
            case byte[] bytes -> json.writeBinary(bytes);
            case Boolean flag -> json.writeBoolean(flag);
            case Float number -> json.writeNumber(number);
            case PGobject object when object.getType().equals("jsonb") ->
                    json.writeRawValue(object.getValue());
            case Array array -> json.writeString(String.valueOf(array));
            default -> json.writeString(value.toString());
        }
    }
}
