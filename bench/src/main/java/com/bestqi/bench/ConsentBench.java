package com.bestqi.bench;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import com.bestqi.platform.subject.Subject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * What consent costs and how fast it is: the decision in a service beside a bare map look-up; the
 * decision endpoint beside a call of the same service that is refused before it looks anything up;
 * how long after a withdrawal was acknowledged a sample is still taken; and what part of an ingest
 * the gate is. There is no switch to turn the gate off, so its part is what the query that locks
 * the person takes with it and without.
 */
final class ConsentBench implements Bench.Measurement {
    private static final int WITHDRAWALS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SWITCH = "location.precise";
    private static final int LOOK_UPS = 5_000_000;
    private static final int QUERIES = 3_000;
    private static final int INGESTS = 300;
    private static final int READINGS = 100;
    private static final String LOCKED =
            "SELECT account_id, state%s FROM data_subject WHERE account_id = ? FOR SHARE";
    private static final String GATE =
            ", consent_revision, consent, (SELECT CASE WHEN count(*) >= max(partitions) THEN"
                    + " extract(epoch FROM clock_timestamp() - min(as_of)) END FROM consent_mark)";

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        inService(report);
        var resident = Resident.register(stack, Person.called("Connie"));
        SettlingIn.all(resident);
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            endpoint(stack, resident, http, report);
        }
        withdrawals(resident, report);
        gate(stack, resident, resident.devices().getFirst(), report);
    }

    private static void inService(Report report) throws Exception {
        var since = Instant.now().minusSeconds(60);
        var at = Instant.now();
        Map<String, Instant> granted = new HashMap<>();
        for (var key : List.of("camera", "storage", "bluetooth", SWITCH, "diagnostics")) {
            granted.put(key, since);
        }
        var subject = new Subject(UUID.randomUUID(), 7, granted);
        var copy = Map.copyOf(granted);
        var rounds =
                Rounds.of(
                        () -> perSecond(() -> since.equals(copy.get(SWITCH))),
                        () -> perSecond(() -> subject.permits(SWITCH, at)),
                        report);
        var times = rounds.ratios().stream().map(ratio -> 1 / ratio).toList();
        report.raw("decision / map look-up", times);
        double median = Rounds.median(times);
        report.figure(
                "decision in a service / bare map look-up", median, "x", "3 or less", median <= 3);
    }

    private interface Decision {
        boolean permitted();
    }

    private static double perSecond(Decision decision) {
        long permitted = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < LOOK_UPS; i++) {
            permitted += decision.permitted() ? 1 : 0;
        }
        double took = (System.nanoTime() - begun) / 1e9;
        if (permitted != LOOK_UPS) {
            throw new IllegalStateException("a decision was no");
        }
        return LOOK_UPS / took;
    }

    private static void endpoint(
            StackAddresses stack, Resident resident, HttpClient http, Report report)
            throws Exception {
        var token =
                new Login(stack).direct(resident.person().email(), resident.person().password());
        var url = stack.values().get("CONSENT_URL") + "/v1/decisions";
        var asked = request(url, token, "{\"key\":\"" + SWITCH + "\"}");
        var refused = request(url, token, "{\"key\":\"no.such.key\"}");
        var rounds =
                Rounds.of(
                        () -> HttpLoad.run(http, refused, 400).perSecond(),
                        () -> HttpLoad.run(http, asked, 200).perSecond(),
                        report);
        rounds.tell("decision endpoint / call that looks nothing up", 0.8, report);
    }

    private static HttpRequest request(String url, String token, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** From the acknowledgement to the moment the last call was sent that still had effect. */
    private static void withdrawals(Resident resident, Report report) {
        var micros = new Histogram(3);
        for (int i = 0; i < WITHDRAWALS; i++) {
            resident.switchOn(List.of(SWITCH));
            Patience.until(PATIENCE, () -> accepted(resident), taken -> taken);
            resident.switchOff(SWITCH);
            long acknowledged = System.nanoTime();
            long lastTaken = acknowledged;
            long sent = System.nanoTime();
            while (accepted(resident)) {
                lastTaken = sent;
                sent = System.nanoTime();
            }
            micros.recordValue((lastTaken - acknowledged) / 1_000);
        }
        resident.switchOn(List.of(SWITCH));
        double p50 = micros.getValueAtPercentile(50) / 1e3;
        double p99 = micros.getValueAtPercentile(99) / 1e3;
        double most = micros.getMaxValue() / 1e3;
        report.figure("withdrawal to refusal, p50", p50, "ms", "-", true);
        report.figure("withdrawal to refusal, p99", p99, "ms", "under 1000", p99 < 1_000);
        report.figure("withdrawal to refusal, maximum", most, "ms", "under 5000", most < 5_000);
    }

    private static boolean accepted(Resident resident) {
        return resident.locate(1).expect(202).json().path("accepted").asInt() == 1;
    }

    static void gate(StackAddresses stack, Resident resident, Device thermostat, Report report)
            throws Exception {
        double ingest = millisAnIngest(thermostat);
        try (var device = new Databases(stack).connect("device")) {
            var rounds =
                    Rounds.of(
                            () -> millisAQuery(device, resident.accountId(), ""),
                            () -> millisAQuery(device, resident.accountId(), GATE),
                            report);
            double added = Rounds.median(rounds.products()) - Rounds.median(rounds.limits());
            report.line(
                    "  person locked without gate %.4f ms, with it %.4f ms; %d readings %.3f ms",
                    Rounds.median(rounds.limits()),
                    Rounds.median(rounds.products()),
                    READINGS,
                    ingest);
            double part = 100 * added / ingest;
            report.figure(
                    "the gate's part of an ingest of " + READINGS,
                    part,
                    "%",
                    "10 or less",
                    part <= 10);
        }
    }

    private static double millisAnIngest(Device thermostat) {
        thermostat.report("temperature", READINGS, 20).expect(202);
        long begun = System.nanoTime();
        for (int i = 0; i < INGESTS; i++) {
            thermostat.report("temperature", READINGS, 20).expect(202);
        }
        return (System.nanoTime() - begun) / 1e6 / INGESTS;
    }

    private static double millisAQuery(Connection device, UUID accountId, String gate)
            throws SQLException {
        try (var query = device.prepareStatement(LOCKED.formatted(gate))) {
            query.setObject(1, accountId);
            long begun = System.nanoTime();
            for (int i = 0; i < QUERIES; i++) {
                try (var rows = query.executeQuery()) {
                    if (!rows.next()) {
                        throw new IllegalStateException("the person is not known");
                    }
                }
            }
            return (System.nanoTime() - begun) / 1e6 / QUERIES;
        }
    }
}
