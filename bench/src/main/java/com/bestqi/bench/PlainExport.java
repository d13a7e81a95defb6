package com.bestqi.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Cursor, JSON, gzip: what one plain program needs for the readings of a person. */
final class PlainExport {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final int FETCH = 1_000;

    private PlainExport() {}

    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Rows a second, written to a file that is gone afterwards. */
    static double rate(Connection device, UUID accountId) throws SQLException, IOException {
        var file = Files.createTempFile("plain", ".jsonl.gz");
        try {
            long begun = System.nanoTime();
            long rows = write(device, accountId, file);
            return rows / ((System.nanoTime() - begun) / 1e9);
        } finally {
            Files.delete(file);
        }
    }

    private static long write(Connection device, UUID accountId, Path file)
            throws SQLException, IOException {
        device.setAutoCommit(false);
        long count = 0;
        try (var out = new BufferedOutputStream(new Fast(Files.newOutputStream(file)), 64 * 1024);
                var json = JSON.getFactory().createGenerator(out);
                var query = device.prepareStatement("SELECT * FROM reading WHERE account_id = ?")) {
            json.setRootValueSeparator(null);
            query.setFetchSize(FETCH);
            query.setObject(1, accountId);
            try (var rows = query.executeQuery()) {
                var names = rows.getMetaData();
                while (rows.next()) {
                    json.writeStartObject();
                    for (int i = 1; i <= names.getColumnCount(); i++) {
                        json.writeFieldName(names.getColumnName(i));
                        value(json, rows.getObject(i));
                    }
                    json.writeEndObject();
                    json.writeRaw('\n');
                    count++;
                }
            }
        } finally {
            device.rollback();
            device.setAutoCommit(true);
        }
        return count;
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Timestamp timestamp -> json.writeString(timestamp.toInstant().toString());
            case byte[] bytes -> json.writeBinary(bytes);
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }
}
