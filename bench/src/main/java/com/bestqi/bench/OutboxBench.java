package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The relay of account-service beside what its halves allow: reading and deleting rows alone, and
 * sending alone. Then how long a committed event takes on an idle suite.
 */
final class OutboxBench implements Bench.Measurement {
    private static final int ROWS = 20_000;
    private static final int BATCH = 2_000;
    private static final int ACCOUNTS = 500;
    private static final int TOGGLES = 300;
    private static final int WARM_UP = 200;
    private static final String TOPIC = "message-requests";
    private static final String COLUMNS = "(event_id, topic, key, type, payload, created_at)";
    private static final String ROW =
            "gen_random_uuid(), '"
                    + TOPIC
                    + "',"
                    + " lpad(to_hex(n %% %d), 8, '0') || '-0000-4000-8000-000000000000',"
                    + " 'BenchProbe', json_build_object('run', '%s', 'n', n, 'filler',"
                    + " repeat('x', 100))::text, now() FROM generate_series(1, %d) AS s (n)";

    private static final String SMALL_LOCK =
            "SELECT state FROM data_subject ORDER BY account_id LIMIT 1 FOR SHARE";
    private static final String SMALL_WRITE = "INSERT INTO bench_row VALUES (?, now())";

    /** As the product writes it, without its table's readers. */
    private static final String OUTBOX_ROW =
            "INSERT INTO bench_outbox "
                    + COLUMNS
                    + " SELECT event_id, topic, key, type, payload, ?"
                    + " FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY"
                    + " AS e (event_id, topic, key, type, payload, n) ORDER BY n";

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        try (var account = new Databases(stack).connect("account");
                var bus = new BusProbe(stack, TOPIC)) {
            report.line("relay of account-service, %d events of %d accounts", ROWS, ACCOUNTS);
            execute(
                    account,
                    "CREATE TABLE IF NOT EXISTS bench_outbox (LIKE outbox_message INCLUDING ALL)");
            try {
                var rounds =
                        Rounds.of(
                                () -> 1 / (1 / drainAlone(account) + 1 / sendAlone(stack)),
                                () -> relay(account, bus),
                                report);
                rounds.tell("relay rate / what its halves allow", 0.8, report);
            } finally {
                execute(account, "DROP TABLE bench_outbox");
            }
            rowCost(account, report);
        }
        idleLatency(stack, report);
    }

    private static double drainAlone(Connection account) throws SQLException {
        fill(account, "bench_outbox", "limit");
        long begun = System.nanoTime();
        int left = ROWS;
        try (var select =
                        account.prepareStatement(
                                "SELECT id, event_id, topic, key, type, payload, created_at"
                                        + " FROM bench_outbox ORDER BY id LIMIT "
                                        + BATCH);
                var delete =
                        account.prepareStatement("DELETE FROM bench_outbox WHERE id = ANY (?)")) {
            while (left > 0) {
                var ids = new ArrayList<Long>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                        rows.getString("payload");
                    }
                }
                delete.setArray(1, account.createArrayOf("bigint", ids.toArray()));
                left -= delete.executeUpdate();
            }
        }
        return ROWS / seconds(begun);
    }

    private static double sendAlone(StackAddresses stack) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        stack.kafka(),
                        "transactional.id",
                        "bench",
                        "linger.ms",
                        20,
                        "batch.size",
                        262_144);
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            var filler = "x".repeat(150);
            long begun = System.nanoTime();
            for (int sent = 0; sent < ROWS; sent += BATCH) {
                producer.beginTransaction();
                for (int i = 0; i < BATCH; i++) {
                    var key = "%08x-0000-4000-8000-000000000000".formatted(i % ACCOUNTS);
                    var message = new ProducerRecord<>(TOPIC, key, filler);
                    BusProbe.envelope(message.headers());
                    var unused = producer.send(message);
                }
                producer.commitTransaction();
            }
            return ROWS / seconds(begun);
        }
    }

    /** From the moment the first batch is gone, so that waking up is not part of the rate. */
    private static double relay(Connection account, BusProbe bus) throws SQLException {
        var run = UUID.randomUUID().toString();
        bus.skipToEnd();
        fill(account, "outbox_message", run);
        int first = ROWS;
        while (first == ROWS) {
            LockSupport.parkNanos(2_000_000);
            first = waiting(account);
        }
        long begun = System.nanoTime();
        while (waiting(account) > 0) {
            LockSupport.parkNanos(5_000_000);
        }
        double rate = first / seconds(begun);
        check(bus.read(run, ROWS));
        return rate;
    }

    private static void check(List<BusProbe.Seen> seen) {
        var last = new HashMap<String, Integer>();
        for (var event : seen) {
            var before = last.put(event.key(), event.number());
            if (before != null && before >= event.number()) {
                throw new IllegalStateException("the relay broke the order of " + event.key());
            }
        }
        if (seen.size() != ROWS) {
            throw new IllegalStateException(seen.size() + " events arrived of " + ROWS);
        }
    }

    /** By the ends of the index: counting would take from the relay what is measured. */
    private static int waiting(Connection account) throws SQLException {
        try (var statement = account.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT coalesce(max(id) - min(id) + 1, 0) FROM outbox_message")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void fill(Connection account, String table, String run) throws SQLException {
        execute(
                account,
                "INSERT INTO "
                        + table
                        + " "
                        + COLUMNS
                        + " SELECT "
                        + ROW.formatted(ACCOUNTS, run, ROWS));
    }

    /** What the outbox row adds to a small durable transaction. */
    private static void rowCost(Connection account, Report report) throws Exception {
        execute(account, "CREATE TABLE bench_row (id uuid PRIMARY KEY, at timestamptz)");
        execute(account, "CREATE TABLE bench_outbox (LIKE outbox_message INCLUDING ALL)");
        try {
            var rounds =
                    Rounds.of(() -> commits(account, false), () -> commits(account, true), report);
            double cost = (1 / Rounds.median(rounds.ratios()) - 1) * 100;
            report.figure("cost of the outbox row", cost, "%", "20 % at most", cost <= 20);
        } finally {
            execute(account, "DROP TABLE bench_row");
            execute(account, "DROP TABLE bench_outbox");
        }
    }

    private static double commits(Connection account, boolean withEvent) throws SQLException {
        int transactions = 500;
        account.setAutoCommit(false);
        try (var lock = account.prepareStatement(SMALL_LOCK);
                var row = account.prepareStatement(SMALL_WRITE);
                var event = account.prepareStatement(OUTBOX_ROW)) {
            long begun = System.nanoTime();
            for (int i = 0; i < transactions; i++) {
                smallWrite(lock, row);
                if (withEvent) {
                    outboxRow(account, event);
                }
                account.commit();
            }
            return transactions / seconds(begun);
        } finally {
            account.setAutoCommit(true);
        }
    }

    /** What the least of the suite's transactions does: lock a person, write one row. */
    private static void smallWrite(PreparedStatement lock, PreparedStatement row)
            throws SQLException {
        lock.execute();
        row.setObject(1, UUID.randomUUID());
        row.executeUpdate();
    }

    private static void outboxRow(Connection account, PreparedStatement event) throws SQLException {
        event.setObject(1, OffsetDateTime.now(ZoneOffset.UTC));
        event.setArray(2, account.createArrayOf("uuid", new UUID[] {UUID.randomUUID()}));
        event.setArray(3, account.createArrayOf("text", new String[] {TOPIC}));
        event.setArray(4, account.createArrayOf("text", new String[] {"0".repeat(36)}));
        event.setArray(5, account.createArrayOf("text", new String[] {"BenchProbe"}));
        event.setArray(6, account.createArrayOf("text", new String[] {"x".repeat(150)}));
        event.executeUpdate();
    }

    /** From the answer to a switch until a consumer has the event. */
    private static void idleLatency(StackAddresses stack, Report report) {
        var resident = Resident.register(stack, Person.called("Idle"));
        Patience.until(
                Duration.ofSeconds(10),
                () -> resident.api().get("/v1/consents"),
                answer -> answer.status() == 200);
        var committed = new ConcurrentHashMap<Long, Long>();
        var histogram = new Histogram(3);
        for (int i = 0; i < WARM_UP; i++) {
            resident.api().put("/v1/consents/camera", Map.of("granted", i % 2 == 0)).expect(200);
        }
        try (var bus = new BusProbe(stack, "consent-states")) {
            bus.skipToEnd();
            var listener =
                    Thread.ofPlatform()
                            .start(() ->
                                    bus.latencies(
                                            resident.accountId(), committed, histogram, TOGGLES));
            for (int i = 0; i < TOGGLES; i++) {
                long intended = System.nanoTime();
                var answer =
                        resident.api()
                                .put("/v1/consents/camera", Map.of("granted", i % 2 == 0))
                                .expect(200);
                committed.put(answer.json().path("revision").asLong(), System.nanoTime());
                LockSupport.parkNanos(20_000_000 - (System.nanoTime() - intended));
            }
            listener.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        double p50 = histogram.getValueAtPercentile(50) / 1e3;
        double p99 = histogram.getValueAtPercentile(99) / 1e3;
        report.line(
                "  idle: p90 %.1f ms, longest %.1f ms",
                histogram.getValueAtPercentile(90) / 1e3, histogram.getMaxValue() / 1e3);
        report.figure("idle: commit to consumer, p50", p50, "ms", "15 ms", p50 <= 15);
        report.figure("idle: commit to consumer, p99", p99, "ms", "100 ms", p99 <= 100);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(long begunNanos) {
        return (System.nanoTime() - begunNanos) / 1e9;
    }
}
