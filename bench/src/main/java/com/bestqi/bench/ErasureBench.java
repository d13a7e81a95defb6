package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;

/**
 * From the confirmed deletion to the verified certificate: an ordinary person beside a bare DELETE
 * of the same rows and one durable commit a hop, and a person with a million rows while others go
 * on.
 */
final class ErasureBench implements Bench.Measurement {
    private static final int SMALL = 10_000;
    private static final int LARGE = 1_000_000;
    private static final int HOPS = 7;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        try (var device = new Databases(stack).connect("device")) {
            small(stack, device, report);
            large(stack, device, report);
        }
    }

    private static void small(StackAddresses stack, Connection device, Report report)
            throws Exception {
        report.line("a person with %d readings on an idle stack, seconds", SMALL);
        var rounds =
                Rounds.of(
                        () -> bareDelete(device, SMALL),
                        () -> {
                            var resident = resident(stack, device, "Small", SMALL);
                            return leave(stack, resident, SMALL, report);
                        },
                        report);
        var seconds = rounds.products();
        report.raw("seconds", seconds);
        report.raw("ratio", rounds.ratios());
        double allowed = 2 * Rounds.median(rounds.limits()) + 0.5;
        double p95 = Rounds.quantile(seconds, 0.95);
        double median = Rounds.median(seconds);
        report.line(
                "  limit %.3f s, ratio spread %s, %d rounds dropped",
                Rounds.median(rounds.limits()), Rounds.spread(rounds.ratios()), rounds.dropped());
        report.figure(
                "DELETE to certificate, median",
                median,
                "s",
                String.format(Locale.ROOT, "2 x limit + 0.5 = %.2f", allowed),
                median <= allowed);
        report.figure("DELETE to certificate, p95", p95, "s", "under 2 s", p95 < 2);
    }

    private static void large(StackAddresses stack, Connection device, Report report)
            throws Exception {
        report.line("a person with %d readings, while another lives on", LARGE);
        double limit = bareDelete(device, LARGE);
        var other = resident(stack, device, "Other", 0);
        var leaving = resident(stack, device, "Large", LARGE);
        double idle;
        double busy;
        double seconds;
        try (var neighbour = new Neighbour(other)) {
            idle = neighbour.p99(Duration.ofSeconds(20));
            neighbour.begin();
            seconds = leave(stack, leaving, LARGE, report);
            busy = neighbour.end();
            report.line(
                    "  bare DELETE %.1f s; the neighbour's p99 %.1f ms before, %.1f ms meanwhile;"
                            + " median %.1f ms before, %.1f ms meanwhile",
                    limit, idle, busy, neighbour.idleMedian(), neighbour.busyMedian());
            double slower = (neighbour.busyMedian() / neighbour.idleMedian() - 1) * 100;
            report.figure("DELETE to certificate", seconds, "s", "under 300 s", seconds < 300);
            report.figure(
                    "other people's ingest slowed (median)",
                    slower,
                    "%",
                    "20 % at most",
                    slower <= 20);
            report.figure(
                    "other people's ingest p99, times idle",
                    busy / idle,
                    "",
                    "1.5 at most",
                    busy / idle <= 1.5);
        }
    }

    static Resident resident(StackAddresses stack, Connection device, String name, int readings)
            throws SQLException {
        var resident = Resident.register(stack, Person.called(name));
        SettlingIn.all(resident);
        if (readings > 0) {
            insert(
                    device,
                    resident.accountId(),
                    resident.devices().stream()
                            .filter(owned -> owned.deviceType().equals("thermostat"))
                            .findFirst()
                            .map(Device::deviceId)
                            .orElseThrow(),
                    readings);
        }
        return resident;
    }

    /** Rows as the product stores them, without the product. */
    private static void insert(Connection device, UUID account, UUID id, int readings)
            throws SQLException {
        try (var statement =
                device.prepareStatement(
                        "INSERT INTO reading"
                                + " (account_id, device_id, type, at, value, consent_revision)"
                                + " SELECT ?, ?, 'temperature',"
                                + " now() - make_interval(secs => n), 20 + n % 10, 1"
                                + " FROM generate_series(1, ?) AS s (n)")) {
            statement.setObject(1, account);
            statement.setObject(2, id);
            statement.setInt(3, readings);
            statement.executeUpdate();
        }
    }

    /** The slowest service's rows deleted by hand, and one durable commit for each hop. */
    private static double bareDelete(Connection device, int readings) throws SQLException {
        var nobody = UUID.randomUUID();
        insert(device, nobody, UUID.randomUUID(), readings);
        try (var statement = device.createStatement();
                var delete = device.prepareStatement("DELETE FROM reading WHERE account_id = ?")) {
            statement.execute("CREATE TABLE IF NOT EXISTS bench_hop (id uuid)");
            long begun = System.nanoTime();
            delete.setObject(1, nobody);
            int deleted = delete.executeUpdate();
            for (int hop = 0; hop < HOPS; hop++) {
                statement.execute("INSERT INTO bench_hop VALUES (gen_random_uuid())");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute("DROP TABLE bench_hop");
            if (deleted != readings) {
                throw new IllegalStateException(deleted + " rows deleted of " + readings);
            }
            return seconds;
        }
    }

    private static double leave(
            StackAddresses stack, Resident resident, int readings, Report report) throws Exception {
        var fresh = resident.freshApi();
        var confirmed = Instant.now();
        long begun = System.nanoTime();
        var departure = Departure.accepted(stack, fresh.delete("/v1/accounts/me"));
        var certificate = departure.certificate(PATIENCE);
        double seconds = (System.nanoTime() - begun) / 1e9;
        check(stack, certificate, readings, confirmed, report);
        return seconds;
    }

    private static void check(
            StackAddresses stack, String compact, int readings, Instant confirmed, Report report)
            throws Exception {
        var keys = Files.readString(stack.dataDir().resolve("certificate-keys.json"));
        var verdict = new CertificateVerifier(KeySet.parse(keys)).verify(compact);
        if (!(verdict instanceof CertificateVerifier.Valid valid)
                || !valid.certificate().result().equals("complete")) {
            throw new IllegalStateException("the certificate does not hold: " + verdict);
        }
        var answered = new TreeMap<String, Long>();
        for (var service : valid.certificate().services()) {
            answered.put(
                    service.service(),
                    Duration.between(confirmed, service.completedAt()).toMillis());
        }
        report.line("  answered after so many ms: %s", answered);
        List<Long> erased = new ArrayList<>();
        for (var service : valid.certificate().services()) {
            for (var store : service.stores()) {
                if (store.store().equals("reading")) {
                    erased.add(store.erased());
                }
            }
        }
        if (erased.size() != 1 || erased.getFirst() < readings) {
            throw new IllegalStateException("the certificate counts " + erased + " readings");
        }
    }
}
