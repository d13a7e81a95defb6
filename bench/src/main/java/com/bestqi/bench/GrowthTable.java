package com.bestqi.bench;

import com.bestqi.endtoend.inspection.Databases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;

/**
 * Fills the product's own table of readings with what many devices have reported since its first
 * partition begins, always the same: 2,000 readings a device, four devices a person, every tenth
 * device with ciphertext. Rows come as they would by posts of fifty: by time, a device's fifty
 * together.
 */
final class GrowthTable implements AutoCloseable {
    static final int STEP = 1_000_000;
    private static final int HISTORY = 2_000;
    private static final int DEVICES_A_STEP = STEP / HISTORY;
    private static final int TOGETHER = 50;
    private static final int SEALED_EACH = 10;
    private static final int DEVICES_A_PERSON = 4;
    private static final int LIMIT_CHUNK = 5_000;
    private static final int LIMIT_CHUNKS = 20;
    private static final String ROWS =
            """
            INSERT INTO reading (account_id, device_id, at, consent_revision, value, type, content)
            SELECT d.account_id, d.device_id,
                   ?::timestamptz + (n * ? + d.number % 997) * interval '1 millisecond', 1,
                   CASE WHEN d.number % 10 = 9 THEN NULL ELSE 18 + (n + d.number) % 9 END,
                   CASE WHEN d.number % 10 = 9 THEN 'heart-rate' ELSE 'temperature' END,
                   CASE WHEN d.number % 10 = 9 THEN
                       substring(sha256(int8send(d.number * 100000 + n))
                                 || sha256(int8send(n)) FOR 36) END
            FROM unnest(?, ?, ?) AS d (account_id, device_id, number),
                 generate_series(?, ?) AS n
            ORDER BY d.number, n
            """;

    private final Connection device;
    private final Connection second;
    private final Instant first;
    private final long gapMillis;
    private final boolean wasEmpty;
    private final List<UUID> strangers = new ArrayList<>();
    private int steps;

    GrowthTable(Databases databases) throws SQLException {
        this.device = databases.connect("device");
        this.second = databases.connect("device");
        this.wasEmpty =
                databases.number("device", "SELECT count(*) FROM (SELECT FROM reading LIMIT 1)")
                        == 0;
        this.first =
                Instant.parse(
                        databases.text(
                                "device",
                                "SELECT to_char(min(starts_at) AT TIME ZONE 'UTC',"
                                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                                        + " FROM partitions_of('reading')"));
        this.gapMillis = Duration.between(first, Instant.now()).toMillis() / HISTORY;
        for (var connection : List.of(device, second)) {
            run(connection, "SET synchronous_commit = off");
            run(connection, "SET work_mem = '64MB'");
        }
        run("DROP TABLE IF EXISTS bench_reading");
        run("CREATE TABLE bench_reading (LIKE reading INCLUDING ALL)");
    }

    /** One step more; in the first the devices given are among the others. */
    void step(Fleet fleet) throws Exception {
        var rows = new Devices(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < DEVICES_A_STEP; i++) {
            long number = (long) steps * DEVICES_A_STEP + i;
            boolean own = number < fleet.devices().size();
            rows.accounts().add(own ? owner(fleet, (int) number) : stranger(number));
            rows.devices()
                    .add(own ? fleet.devices().get((int) number).deviceId() : named("d" + number));
            // Those of the fleet are thermostats, which report in clear.
            rows.numbers().add(own ? number * SEALED_EACH : number);
        }
        int half = DEVICES_A_STEP / 2;
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done :
                    threads.invokeAll(
                            List.of(
                                    () -> insert(device, rows.part(0, half)),
                                    () -> insert(second, rows.part(half, DEVICES_A_STEP))))) {
                done.get();
            }
        }
        steps++;
    }

    private record Devices(List<UUID> accounts, List<UUID> devices, List<Long> numbers) {
        Devices part(int from, int to) {
            return new Devices(
                    accounts.subList(from, to),
                    devices.subList(from, to),
                    numbers.subList(from, to));
        }
    }

    private static UUID owner(Fleet fleet, int number) {
        int each = fleet.devices().size() / fleet.residents().size();
        return fleet.residents().get(number / each).accountId();
    }

    private UUID stranger(long number) {
        var account = named("a" + number / DEVICES_A_PERSON);
        if (strangers.isEmpty() || !strangers.getLast().equals(account)) {
            strangers.add(account);
        }
        return account;
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("growth " + name).getBytes(StandardCharsets.UTF_8));
    }

    private boolean insert(Connection into, Devices rows) throws SQLException {
        try (var insert = into.prepareStatement(ROWS)) {
            insert.setTimestamp(1, Timestamp.from(first));
            insert.setLong(2, gapMillis);
            insert.setArray(3, into.createArrayOf("uuid", rows.accounts().toArray()));
            insert.setArray(4, into.createArrayOf("uuid", rows.devices().toArray()));
            insert.setArray(5, into.createArrayOf("bigint", rows.numbers().toArray()));
            for (int from = 0; from < HISTORY; from += TOGETHER) {
                insert.setInt(6, from);
                insert.setInt(7, from + TOGETHER - 1);
                insert.executeUpdate();
            }
            return true;
        }
    }

    long rows() throws SQLException {
        return number(
                "SELECT sum(n_live_tup)::bigint FROM pg_stat_user_tables WHERE relname LIKE 'reading\\_p%'");
    }

    double gib() throws SQLException {
        return number("SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('reading')")
                / (double) (1 << 30);
    }

    private long number(String sql) throws SQLException {
        try (var statement = device.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** As a database that has rested: statistics known, nothing left to write. */
    void settle() throws SQLException {
        run("VACUUM (ANALYZE) reading");
        run("CHECKPOINT");
    }

    /** The limit, the same at every size: rows a second by COPY into a small table like it. */
    double copy() throws SQLException, IOException {
        var nobody = UUID.randomUUID();
        var newest = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var rows = new StringBuilder(LIMIT_CHUNK * 120);
        var chunks = new ArrayList<byte[]>();
        for (int chunk = 0; chunk < LIMIT_CHUNKS; chunk++) {
            rows.setLength(0);
            var id = UUID.randomUUID();
            for (int i = 0; i < LIMIT_CHUNK; i++) {
                rows.append(nobody).append('\t').append(id).append('\t');
                rows.append(newest.minus(i, ChronoUnit.MICROS)).append("\t1\t20.5\ttemperature\n");
            }
            chunks.add(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        var copy = device.unwrap(PGConnection.class).getCopyAPI();
        long begun = System.nanoTime();
        for (var chunk : chunks) {
            copy.copyIn(
                    "COPY bench_reading (account_id, device_id, at, consent_revision, value, type)"
                            + " FROM STDIN",
                    new ByteArrayInputStream(chunk));
        }
        double rate = LIMIT_CHUNK * LIMIT_CHUNKS / ((System.nanoTime() - begun) / 1e9);
        run("TRUNCATE bench_reading");
        return rate;
    }

    private void run(String sql) throws SQLException {
        run(device, sql);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Leaves the table without what was filled in. */
    @Override
    public void close() throws SQLException {
        try (device;
                second) {
            run("DROP TABLE bench_reading");
            if (wasEmpty) {
                run("TRUNCATE reading");
            } else {
                try (var delete =
                        device.prepareStatement("DELETE FROM reading WHERE account_id = ANY (?)")) {
                    delete.setArray(1, device.createArrayOf("uuid", strangers.toArray()));
                    delete.executeUpdate();
                }
                run("VACUUM reading");
            }
        }
    }
}
