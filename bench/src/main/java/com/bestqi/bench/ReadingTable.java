package com.bestqi.bench;

import com.bestqi.endtoend.inspection.Databases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** What the product's own table of readings takes in with its index, without the product. */
final class ReadingTable implements AutoCloseable {
    private static final int CHUNK = 5_000;
    private static final int CHUNKS = 20;
    private static final int COMMITS = 500;
    private static final String COLUMNS =
            "reading (account_id, device_id, at, consent_revision, value, type)";

    private final Connection device;
    private final UUID nobody = UUID.randomUUID();

    ReadingTable(Databases databases) throws SQLException {
        this.device = databases.connect("device");
    }

    /** Rows a second by COPY, 5,000 a commit; they are gone afterwards. */
    double rowsByCopy() throws SQLException, IOException {
        var chunks = new ArrayList<byte[]>();
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(chunk());
        }
        var copy = device.unwrap(PGConnection.class).getCopyAPI();
        long begun = System.nanoTime();
        for (var chunk : chunks) {
            copy.copyIn("COPY " + COLUMNS + " FROM STDIN", new ByteArrayInputStream(chunk));
        }
        double rate = CHUNK * CHUNKS / ((System.nanoTime() - begun) / 1e9);
        clear();
        return rate;
    }

    private byte[] chunk() {
        var deviceId = UUID.randomUUID();
        // Rounding by the database must not make two of them one.
        var newest = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var rows = new StringBuilder(CHUNK * 120);
        for (int i = 0; i < CHUNK; i++) {
            rows.append(nobody).append('\t').append(deviceId).append('\t');
            rows.append(newest.minus(i, ChronoUnit.MICROS)).append("\t1\t20.5\ttemperature\n");
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Rows a second, each with a commit of its own. */
    double rowsPerCommit() throws SQLException {
        var deviceId = UUID.randomUUID();
        long begun = System.nanoTime();
        try (var insert =
                device.prepareStatement(
                        "INSERT INTO "
                                + COLUMNS
                                + " VALUES (?, ?, now(), 1, 20.5, 'temperature')")) {
            for (int i = 0; i < COMMITS; i++) {
                insert.setObject(1, nobody);
                insert.setObject(2, deviceId);
                insert.execute();
            }
        }
        double rate = COMMITS / ((System.nanoTime() - begun) / 1e9);
        clear();
        return rate;
    }

    private void clear() throws SQLException {
        for (var statement :
                List.of("DELETE FROM reading WHERE account_id = '" + nobody + "'", "CHECKPOINT")) {
            try (var clearing = device.createStatement()) {
                clearing.execute(statement);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        device.close();
    }
}
